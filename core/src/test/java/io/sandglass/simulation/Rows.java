package io.sandglass.simulation;

import io.sandglass.history.Row;
import io.sandglass.history.Row.Kind;
import io.sandglass.plugin.Expectation;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Records of the engine as plain rows. */
final class Rows {
    private static final String TAKEN_OVER = "taken over from run ";

    private static final Map<Class<? extends RunEvent>, Function<RunEvent, Kind>> KINDS = new LinkedHashMap<>();

    static {
        always(RunStarted.class, Kind.RUN_STARTED);
        always(AttemptStarted.class, Kind.ATTEMPT_STARTED);
        always(NodeSucceeded.class, Kind.SUCCEEDED);
        on(AttemptFailed.class, failed -> failed.retryAt().isPresent() ? Kind.FAILED_ONCE : Kind.FAILED);
        always(NodeSuspended.class, Kind.SUSPENDED);
        always(NodeAwaits.class, Kind.AWAITS);
        always(NodeSkipped.class, Kind.SKIPPED);
        always(NodeCancelled.class, Kind.CANCELLED);
        on(NodeForced.class, forced -> forced(forced.status()));
        always(CancelRequested.class, Kind.CANCEL_ASKED);
        always(RunPaused.class, Kind.PAUSED);
        always(RunResumed.class, Kind.RESUMED);
        always(RunReopened.class, Kind.REOPENED);
        on(SignalReceived.class, Rows::signal);
        always(PriorityChanged.class, Kind.PRIORITY);
        always(RunQueued.class, Kind.QUEUED);
        always(RunAdmitted.class, Kind.ADMITTED);
        always(ValueWritten.class, Kind.VALUE);
        on(RunEnded.class, Rows::end);
    }

    private static Kind signal(SignalReceived signal) {
        if (signal.node().isPresent()) {
            return Kind.DECIDED;
        }
        return signal.asked().why().startsWith(TAKEN_OVER) ? Kind.SIGNAL_KNOWN : Kind.SIGNALLED;
    }

    private Rows() {}

    private static void always(Class<? extends RunEvent> type, Kind kind) {
        KINDS.put(type, event -> kind);
    }

    private static <E extends RunEvent> void on(Class<E> type, Function<E, Kind> kind) {
        KINDS.put(type, event -> kind.apply(type.cast(event)));
    }

    static Row of(RunRecord record) {
        RunEvent event = record.event();
        Kind kind = Objects.requireNonNull(KINDS.get(event.getClass()), event::toString)
                .apply(event);
        return new Row(record.run().toString(), record.seq(), kind, node(event), attempt(event), detail(event));
    }

    static Kind forced(NodeStatus status) {
        return Kind.valueOf("FORCED_" + status);
    }

    private static Kind end(RunEnded ended) {
        return switch (ended.status()) {
            case SUCCEEDED -> Kind.RUN_SUCCEEDED;
            case CANCELLED -> Kind.RUN_CANCELLED;
            default -> Kind.RUN_FAILED;
        };
    }

    private static String node(RunEvent event) {
        if (event instanceof SignalReceived signal) {
            return signal.node().orElse("");
        }
        return event instanceof NodeEvent nodeEvent ? nodeEvent.node() : "";
    }

    private static int attempt(RunEvent event) {
        if (event instanceof AttemptStarted started) {
            return started.attempt();
        } else if (event instanceof NodeSucceeded succeeded) {
            return succeeded.attempt();
        } else if (event instanceof AttemptFailed failed) {
            return failed.attempt();
        } else if (event instanceof NodeAwaits awaits) {
            return awaits.attempt();
        }
        return event instanceof NodeSuspended suspended ? suspended.attempt() : 0;
    }

    private static String detail(RunEvent event) {
        if (event instanceof RunEnded ended) {
            return ended.error().orElse("");
        } else if (event instanceof AttemptFailed failed) {
            return failed.failure().code();
        } else if (event instanceof NodeSkipped skipped) {
            return skipped.reason();
        } else if (event instanceof NodeForced forced) {
            return forced.asked().why().startsWith(TAKEN_OVER) ? Row.TAKEN_OVER : "";
        } else if (event instanceof NodeAwaits awaits) {
            return detail(awaits.expectation());
        } else if (event instanceof SignalReceived signal) {
            return signal.name();
        } else if (event instanceof PriorityChanged changed) {
            return String.valueOf(changed.priority());
        } else if (event instanceof RunStarted started) {
            return detail(started);
        }
        return event instanceof NodeCancelled cancelled ? cancelled.reason() : "";
    }

    private static String detail(Expectation expectation) {
        String what = expectation.kind() == Expectation.Kind.SIGNAL ? "signal " + expectation.about() : "decision";
        return expectation.deadline().isPresent() ? what + " until" : what;
    }

    private static String detail(RunStarted started) {
        Map<String, ?> data = started.cause().data().object();
        if (!started.cause().kind().equals("rerun")) {
            return "";
        }
        String from = data.containsKey("from") ? " " + data.get("from") : "";
        return Row.RERUN_OF + data.get("origin") + from;
    }
}
