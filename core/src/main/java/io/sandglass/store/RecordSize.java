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

/** How many bytes of memory a record holds on to, roughly: what it carries, and a little for the rest. */
final class RecordSize {
    private static final long RECORD = 200;
    private static final long EMPTY_TEXT = 40;

    private RecordSize() {}

    static long of(RunRecord record) {
        RunEvent event = record.event();
        if (event instanceof NodeSucceeded done) {
            return RECORD + done.output().memory() + of(done.usage());
        }
        if (event instanceof AttemptFailed failed) {
            return RECORD + text(failed.failure().message()) + of(failed.usage());
        }
        if (event instanceof RunStarted started) {
            return RECORD + started.inputs().memory() + started.cause().data().memory(); // the digests are the plan's
        }
        if (event instanceof RunEnded ended) {
            return RECORD
                    + ended.outputs().memory()
                    + ended.error().map(RecordSize::text).orElse(0L);
        }
        return RECORD + (event instanceof SteeringEvent steering ? ofSteering(steering) : ofOther(event));
    }

    private static long ofSteering(SteeringEvent event) {
        long who = text(event.asked().by()) + text(event.asked().why());
        if (event instanceof NodeForced forced) {
            return who + forced.output().memory();
        }
        if (event instanceof SignalReceived signal) {
            return who + text(signal.name()) + signal.data().memory();
        }
        return event instanceof RunReopened reopened
                ? who + Payload.of(reopened.nodes()).memory()
                : who;
    }

    private static long ofOther(RunEvent event) {
        if (event instanceof ValueWritten written) {
            return text(written.key()) + written.value().map(Payload::memory).orElse(0L);
        }
        if (event instanceof NodeSuspended suspended) {
            return suspended.output().memory();
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
        return usage.execution().recording().map(Payload::memory).orElse(0L);
    }

    private static long of(Expectation expectation) {
        long late = expectation
                .deadline()
                .filter(deadline -> deadline.then() instanceof Completed)
                .map(deadline -> ((Completed) deadline.then()).output().memory())
                .orElse(0L);
        return text(expectation.about()) + late;
    }

    private static long text(String text) {
        return text.isEmpty() ? EMPTY_TEXT : Payload.of(text).memory();
    }
}
