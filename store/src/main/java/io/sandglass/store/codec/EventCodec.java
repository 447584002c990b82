package io.sandglass.store.codec;

import io.sandglass.run.RunEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events as bytes: a tag that tells the kind, then its fields. Immutable, without state. */
public final class EventCodec {
    /** Every kind there is; each class of event has at least one. */
    static final List<EventKind<?>> KINDS = Stream.of(RunKinds.ALL, NodeKinds.ALL, SteeringKinds.ALL)
            .flatMap(List::stream)
            .toList();

    private static final Map<Class<?>, EventKind<?>> BY_TYPE = new HashMap<>();
    private static final EventKind<?>[] BY_TAG = new EventKind<?>[128];

    static {
        for (EventKind<?> kind : KINDS) { // of several for one class the last one writes
            BY_TYPE.put(kind.type(), kind);
            BY_TAG[kind.tag()] = kind;
        }
    }

    private EventCodec() {}

    public static void write(ByteSink out, RunEvent event) {
        kind(event).write(out, event);
    }

    /** @throws Unreadable if these bytes are no event, or one of a newer program */
    public static RunEvent read(ByteSource in) {
        int tag = in.bits();
        EventKind<?> kind = tag < BY_TAG.length ? BY_TAG[tag] : null;
        if (kind == null) {
            throw Unreadable.newer("the history holds an event of kind " + tag);
        }
        try {
            return kind.reader().apply(in);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("an event of kind " + kind.name() + " makes no sense: " + e.getMessage());
        }
    }

    /** What {@code report.events} calls events like this. */
    public static String name(RunEvent event) {
        return kind(event).name();
    }

    private static EventKind<?> kind(RunEvent event) {
        EventKind<?> kind = BY_TYPE.get(event.getClass());
        if (kind == null) {
            throw new AssertionError("no kind in EventCodec for " + event.getClass());
        }
        return kind;
    }
}
