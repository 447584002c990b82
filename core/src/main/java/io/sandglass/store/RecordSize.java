package io.sandglass.store;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeResult.Completed;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.SteeringEvent;
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
    private static final char LAST_LATIN = 0xff;

    private RecordSize() {}

    static long of(RunRecord record) {
        RunEvent event = record.event();
        if (event instanceof NodeSucceeded done) {
            return RECORD + of(done.output()) + of(done.usage());
        }
        if (event instanceof AttemptFailed failed) {
            return RECORD + text(failed.failure().message()) + of(failed.usage());
        }
        if (event instanceof RunStarted started) {
            return RECORD + of(started.inputs()) + of(started.cause().data()); // the digests are the plan's
        }
        if (event instanceof RunEnded ended) {
            return RECORD
                    + of(ended.outputs())
                    + ended.error().map(RecordSize::text).orElse(0L);
        }
        return RECORD + (event instanceof SteeringEvent steering ? ofSteering(steering) : ofOther(event));
    }

    private static long ofSteering(SteeringEvent event) {
        long who = text(event.asked().by()) + text(event.asked().why());
        if (event instanceof NodeForced forced) {
            return who + of(forced.output());
        }
        if (event instanceof SignalReceived signal) {
            return who + text(signal.name()) + of(signal.data());
        }
        return event instanceof RunReopened reopened ? who + value(reopened.nodes()) : who;
    }

    private static long ofOther(RunEvent event) {
        if (event instanceof ValueWritten written) {
            return text(written.key()) + written.value().map(RecordSize::of).orElse(0L);
        }
        if (event instanceof NodeSuspended suspended) {
            return of(suspended.output());
        }
        if (event instanceof NodeAwaits awaits) {
            return of(awaits.expectation());
        }
        if (event instanceof NodeSkipped skipped) {
            return text(skipped.reason());
        }
        return event instanceof NodeCancelled cancelled ? text(cancelled.reason()) : 0;
    }

    private static long of(Usage usage) {
        return usage.execution().recording().map(RecordSize::of).orElse(0L);
    }

    private static long of(Expectation expectation) {
        long late = expectation
                .deadline()
                .filter(deadline -> deadline.then() instanceof Completed)
                .map(deadline -> of(((Completed) deadline.then()).output()))
                .orElse(0L);
        return text(expectation.about()) + late;
    }

    private static long of(Payload payload) {
        return value(payload.value());
    }

    private static long value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Map<?, ?> map) {
            long bytes = OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += LINK + value(entry.getKey()) + value(entry.getValue());
            }
            return bytes;
        }
        if (value instanceof List<?> list) {
            long bytes = OBJECT;
            for (Object item : list) {
                bytes += Long.BYTES + value(item);
            }
            return bytes;
        }
        return OBJECT;
    }

    /** The virtual machine keeps one byte for each character, unless one of them needs two. */
    private static long text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_LATIN) {
                return OBJECT + 2L * text.length();
            }
        }
        return OBJECT + text.length();
    }
}
