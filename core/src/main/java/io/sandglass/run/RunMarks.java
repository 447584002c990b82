package io.sandglass.run;

import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What concerns a whole run. Immutable.
 *
 * @param cancel the first request to stop since it was begun or reopened
 * @param failure the first node that failed for good since then
 * @param paused by whom, while it is paused
 */
record RunMarks(
        @Nullable RunStarted started,
        @Nullable CancelRequested cancel,
        @Nullable Failure failure,
        @Nullable RunEnded ended,
        @Nullable RunPaused paused,
        Waiting waiting) {
    static final RunMarks NONE = new RunMarks(null, null, null, null, null, Waiting.NONE);

    /**
     * What concerns its place among other runs, and what it was told.
     *
     * @param key of the runs among which it has or waits for a place
     * @param queued since when it waits for it
     * @param priority -1 unless somebody has set it
     * @param values what its nodes wrote for each other
     */
    record Waiting(@Nullable String key, @Nullable RunQueued queued, int priority, Signals signals, Values values) {
        static final Waiting NONE = new Waiting(null, null, -1, Signals.NONE, Values.NONE);

        Waiting after(RunEvent event) {
            if (event instanceof RunQueued wait) {
                return new Waiting(wait.key(), wait, priority, signals, values);
            }
            if (event instanceof RunAdmitted admitted) {
                return new Waiting(admitted.key(), null, priority, signals, values);
            }
            if (event instanceof PriorityChanged changed) {
                return new Waiting(key, queued, changed.priority(), signals, values);
            }
            if (event instanceof SignalReceived signal && signal.node().isEmpty()) {
                return new Waiting(key, queued, priority, signals.after(signal), values);
            }
            if (event instanceof ValueWritten written) {
                return new Waiting(key, queued, priority, signals, values.after(written));
            }
            return this;
        }
    }

    /**
     * What it was told.
     *
     * @param byName the data that came last under each name
     * @param received how many came
     */
    record Signals(Map<String, Payload> byName, int received) {
        static final Signals NONE = new Signals(Map.of(), 0);

        Signals after(SignalReceived signal) {
            return new Signals(with(byName, signal.name(), Optional.of(signal.data())), received + 1);
        }
    }

    /**
     * What its nodes wrote for each other.
     *
     * @param byKey what is there now
     * @param writes how often something was written or removed
     */
    record Values(Map<String, Payload> byKey, int writes) {
        static final Values NONE = new Values(Map.of(), 0);

        Values after(ValueWritten written) {
            return new Values(with(byKey, written.key(), written.value()), writes + 1);
        }
    }

    private static Map<String, Payload> with(Map<String, Payload> map, String key, Optional<Payload> value) {
        Map<String, Payload> changed = new HashMap<>(map);
        value.ifPresentOrElse(present -> changed.put(key, present), () -> changed.remove(key));
        return Map.copyOf(changed);
    }

    @Nullable
    String key() {
        return waiting.key();
    }

    @Nullable
    RunQueued queued() {
        return waiting.queued();
    }

    int priority() {
        return waiting.priority();
    }

    Signals signals() {
        return waiting.signals();
    }

    Values values() {
        return waiting.values();
    }

    /** A node that failed for good. */
    record Failure(String node, NodeFailure failure) {}

    RunMarks after(RunEvent event) {
        if (event instanceof RunStarted start) {
            return new RunMarks(start, cancel, failure, ended, paused, waiting);
        }
        if (event instanceof CancelRequested request) {
            return cancel == null ? stopping(request) : this;
        }
        if (event instanceof AttemptFailed failed) {
            return failed(failed.node(), failed.failure());
        }
        if (event instanceof NodeForced forced && forced.status() == NodeStatus.FAILED) {
            return failed(forced.node(), forced.failure());
        }
        if (event instanceof RunEnded end) {
            return new RunMarks(started, cancel, failure, end, null, waiting);
        }
        return afterSteering(event);
    }

    /** Nothing of the past stops a run that was reopened. */
    RunMarks reopened() {
        return new RunMarks(started, null, null, null, null, waiting);
    }

    private RunMarks afterSteering(RunEvent event) {
        if (event instanceof RunPaused pause) {
            return new RunMarks(started, cancel, failure, ended, pause, waiting);
        }
        if (event instanceof RunResumed) {
            return new RunMarks(started, cancel, failure, ended, null, waiting);
        }
        Waiting next = waiting.after(event);
        return next == waiting ? this : new RunMarks(started, cancel, failure, ended, paused, next);
    }

    private RunMarks stopping(CancelRequested request) {
        return new RunMarks(started, request, failure, ended, paused, waiting);
    }

    private RunMarks failed(String node, NodeFailure why) {
        return failure != null ? this : new RunMarks(started, cancel, new Failure(node, why), ended, paused, waiting);
    }
}
