package io.sandglass.engine.steering;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import java.util.List;
import java.util.Optional;

/** The outcome of an operation on a run. */
public sealed interface SteeringResult {
    /**
     * It is on record, durably, and takes effect.
     *
     * @param run the run it was asked of; of a rerun the new one
     * @param nodes those that run again after a retry, or take over a result in a rerun; else none
     */
    record Done(RunId run, List<String> nodes) implements SteeringResult {
        public Done {
            requireNonNull(run, "run");
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * Nothing has changed, or, if it is {@link Code#UNCONFIRMED}, nothing that is on record.
     *
     * @param message what is wrong and what to do, for people
     * @param phase where the run stands; empty if there is none
     * @param possible what could be asked of it instead
     */
    record Refused(Code code, String message, Optional<RunPhase> phase, List<Verb> possible) implements SteeringResult {
        public Refused {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
            requireNonNull(phase, "phase");
            possible = List.copyOf(possible);
        }

        /** Of a run of which no more is known. */
        public static Refused of(Code code, String message) {
            return new Refused(code, message, Optional.empty(), List.of());
        }

        /** Of a run that stands there. */
        public static Refused of(Code code, String message, RunPhase phase) {
            return new Refused(code, message, Optional.of(phase), Verb.possibleIn(phase));
        }
    }

    /** Why an operation is refused; the names are stable. */
    enum Code {
        UNKNOWN_RUN,
        UNKNOWN_NODE,
        /** The run stands where this cannot be asked of it. */
        WRONG_STATE,
        /** The node has ended already. */
        NODE_ENDED,
        /** The node does not wait for a decision. */
        NOT_ASKED,
        /** A value is out of its bounds. */
        BAD_VALUE,
        /** The run's document or plugins are not what they were, so that it cannot go on. */
        NOT_PLANNABLE,
        /** The engine takes no more runs now; try again later. */
        BUSY,
        /** The store does not take the record. */
        NOT_STORED,
        /** It is not on record yet, and takes effect if it comes to be. */
        UNCONFIRMED
    }
}
