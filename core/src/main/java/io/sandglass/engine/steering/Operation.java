package io.sandglass.engine.steering;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import java.util.Optional;

/** Something asked of a run from outside. */
public sealed interface Operation {
    Verb verb();

    /** Starts nothing new until it is resumed; what runs goes on. */
    record Pause() implements Operation {
        @Override
        public Verb verb() {
            return Verb.PAUSE;
        }
    }

    /** Ends a pause. */
    record Resume() implements Operation {
        @Override
        public Verb verb() {
            return Verb.RESUME;
        }
    }

    /**
     * Stops the run.
     *
     * @param kill whether what runs is given up at once; else it gets the grace of a cancelled attempt
     */
    record Cancel(boolean kill) implements Operation {
        @Override
        public Verb verb() {
            return kill ? Verb.KILL : Verb.CANCEL;
        }
    }

    /** Reopens a run that failed or was cancelled: what did not succeed runs again, what succeeded never. */
    record Retry() implements Operation {
        @Override
        public Verb verb() {
            return Verb.RETRY;
        }
    }

    /**
     * Starts a new run of the same revision with the same inputs.
     *
     * @param from the node to begin with: what neither is it nor comes after it takes over the recorded result; empty
     *     to run everything
     */
    record Rerun(Optional<String> from) implements Operation {
        public Rerun {
            requireNonNull(from, "from");
        }

        @Override
        public Verb verb() {
            return Verb.RERUN;
        }
    }

    /**
     * Gives a node that has not ended its end; an attempt of it that runs is given up.
     *
     * @param status SUCCEEDED, FAILED or SKIPPED
     * @param output of a node that succeeded
     */
    record Force(String node, NodeStatus status, Payload output) implements Operation {
        public Force {
            requireNonNull(node, "node");
            requireNonNull(output, "output");
            if (!status.ended() || status == NodeStatus.CANCELLED) {
                throw new IllegalArgumentException(
                        "a node is forced to SUCCEEDED, FAILED or SKIPPED, but not to " + status);
            }
        }

        @Override
        public Verb verb() {
            return status == NodeStatus.SKIPPED ? Verb.SKIP : Verb.FORCE;
        }
    }

    /**
     * Tells the run something that its nodes may wait for, now or later.
     *
     * @param data an object
     */
    record Signal(String name, Payload data) implements Operation {
        public Signal {
            requireNonNull(name, "name");
            data.object();
        }

        @Override
        public Verb verb() {
            return Verb.SIGNAL;
        }
    }

    /**
     * Decides on a node that asks for it.
     *
     * @param data an object; what it says of {@code approve}, {@code by} and {@code comment} is replaced
     */
    record Decide(String node, boolean approve, Payload data) implements Operation {
        public Decide {
            requireNonNull(node, "node");
            data.object();
        }

        @Override
        public Verb verb() {
            return approve ? Verb.APPROVE : Verb.REJECT;
        }
    }

    /** @param priority from 0 to 9, 9 first */
    record Prioritise(int priority) implements Operation {
        @Override
        public Verb verb() {
            return Verb.PRIORITY;
        }
    }
}
