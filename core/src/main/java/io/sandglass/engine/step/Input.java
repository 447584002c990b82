package io.sandglass.engine.step;

import io.sandglass.engine.steering.Operation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.ValueWritten;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Something that the owner of a run hears of. Each kind calls the method of the step that answers it. */
public sealed interface Input {
    /** When it was heard, to the millisecond. */
    Instant at();

    void tell(RunStep step);

    /** The run was just launched or recovered: nothing is out, all that happened is durable. */
    record Resumed(Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.resume();
        }
    }

    /** The run has its place among those of its key. */
    record Admitted(Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.admitted();
        }
    }

    /** The run waited for its place as long as it may. */
    record QueueTimeout(Duration most, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.queueTimedOut(most);
        }
    }

    /**
     * A worker begins an attempt.
     *
     * @param parked whether its code waits until this is durable
     */
    record Began(int node, int attempt, boolean parked, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.began(this);
        }
    }

    /** An attempt wrote a value of the run. */
    record Wrote(ValueWritten written) implements Input {
        @Override
        public Instant at() {
            return written.at();
        }

        @Override
        public void tell(RunStep step) {
            step.wrote(written);
        }
    }

    /** @param elapsed since the first attempt began */
    record Done(int node, int attempt, NodeResult result, Duration elapsed, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.done(this);
        }
    }

    /** An event of the run became durable. */
    record Stored(RunEvent event, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.stored(event);
        }
    }

    /** The time of a node that was to be tried again, or that slept, has come. */
    record Due(int node, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.due(node);
        }
    }

    /**
     * The engine closes, and the attempts that are out have had their time.
     *
     * @param begun numbers of the nodes of which some code has run
     */
    record Interrupted(Set<Integer> begun, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.interrupted(begun);
        }
    }

    /** Somebody steers the run from outside. */
    record Steer(Operation operation, Asked asked, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.steer(this);
        }
    }

    /** @param error why the outputs could not be evaluated; empty if they could */
    record Outputs(Payload outputs, Optional<String> error, Instant at) implements Input {
        @Override
        public void tell(RunStep step) {
            step.outputs(this);
        }
    }
}
