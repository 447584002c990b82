package io.sandglass.simulation;

import io.sandglass.history.Row;
import io.sandglass.history.Row.Kind;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunRecord;

/** Records of the engine as plain rows. */
final class Rows {
    private Rows() {}

    static Row of(RunRecord record) {
        RunEvent event = record.event();
        String node = event instanceof NodeEvent nodeEvent ? nodeEvent.node() : "";
        return new Row(record.run().toString(), record.seq(), kind(event), node, attempt(event), detail(event));
    }

    private static Kind kind(RunEvent event) {
        if (event instanceof RunStarted) {
            return Kind.RUN_STARTED;
        } else if (event instanceof AttemptStarted) {
            return Kind.ATTEMPT_STARTED;
        } else if (event instanceof NodeSucceeded) {
            return Kind.SUCCEEDED;
        } else if (event instanceof AttemptFailed failed) {
            return failed.retryAt().isPresent() ? Kind.FAILED_ONCE : Kind.FAILED;
        } else if (event instanceof NodeSuspended) {
            return Kind.SUSPENDED;
        } else if (event instanceof NodeSkipped) {
            return Kind.SKIPPED;
        } else if (event instanceof NodeCancelled) {
            return Kind.CANCELLED;
        }
        return event instanceof RunEnded ended ? end(ended) : control(event);
    }

    private static Kind control(RunEvent event) {
        return event instanceof CancelRequested ? Kind.CANCEL_ASKED : Kind.CONTROL;
    }

    private static Kind end(RunEnded ended) {
        return switch (ended.status()) {
            case SUCCEEDED -> Kind.RUN_SUCCEEDED;
            case CANCELLED -> Kind.RUN_CANCELLED;
            default -> Kind.RUN_FAILED;
        };
    }

    private static int attempt(RunEvent event) {
        if (event instanceof AttemptStarted started) {
            return started.attempt();
        } else if (event instanceof NodeSucceeded succeeded) {
            return succeeded.attempt();
        } else if (event instanceof AttemptFailed failed) {
            return failed.attempt();
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
        }
        return event instanceof NodeCancelled cancelled ? cancelled.reason() : "";
    }
}
