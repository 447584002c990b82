package io.sandglass.store;

import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many bytes of memory a record holds on to, roughly: what it carries, and a little for the rest. */
final class RecordSize {
    private static final long RECORD = 200;
    private static final long OBJECT = 40;
    private static final long LINK = 40;

    private RecordSize() {}

    static long of(RunRecord record) {
        RunEvent event = record.event();
        if (event instanceof NodeSucceeded done) {
            return RECORD + of(done.output());
        }
        if (event instanceof RunStarted started) {
            return RECORD + of(started.inputs()) + of(started.cause().data());
        }
        if (event instanceof RunEnded ended) {
            return RECORD + of(ended.outputs());
        }
        return RECORD + ofOther(event);
    }

    private static long ofOther(RunEvent event) {
        if (event instanceof ValueWritten written) {
            return written.value().map(RecordSize::of).orElse(0L);
        }
        if (event instanceof NodeSuspended suspended) {
            return of(suspended.output());
        }
        if (event instanceof NodeForced forced) {
            return of(forced.output());
        }
        return event instanceof SignalReceived signal ? of(signal.data()) : 0;
    }

    private static long of(Payload payload) {
        return of(payload.value());
    }

    private static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return OBJECT + text.length();
        }
        if (value instanceof Map<?, ?> map) {
            long bytes = OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += LINK + of(entry.getKey()) + of(entry.getValue());
            }
            return bytes;
        }
        if (value instanceof List<?> list) {
            long bytes = OBJECT;
            for (Object item : list) {
                bytes += Long.BYTES + of(item);
            }
            return bytes;
        }
        return OBJECT;
    }
}
