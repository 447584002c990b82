package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a node waits for that only somebody outside the run can give. It waits without a thread, also over a restart.
 *
 * <p>A signal's data becomes the node's output. So does a decision: an object with {@code approve} (true or false),
 * {@code by}, {@code comment}, and whatever data came with it.
 *
 * @param kind a named signal sent to the run, or somebody's decision on this node
 * @param about the signal's name, or what the people are asked; one line
 * @param deadline empty to wait for ever
 * @param rejectionFails whether a node that was rejected has failed; else it completes with {@code approve: false}
 */
public record Expectation(Kind kind, String about, Optional<Deadline> deadline, boolean rejectionFails) {
    /** Who may end the waiting. */
    public enum Kind {
        /** Whoever sends a signal of the name to the run, before or while the node waits. */
        SIGNAL,
        /** Whoever approves or rejects the node while it waits. */
        DECISION
    }

    /**
     * When the waiting ends by itself, and how.
     *
     * @param then a {@link NodeResult.Completed} or a {@link NodeResult.Failed}
     */
    public record Deadline(Instant at, NodeResult then) {
        public Deadline {
            requireNonNull(at, "at");
            if (!(then instanceof NodeResult.Completed) && !(then instanceof NodeResult.Failed)) {
                throw new IllegalArgumentException("at its deadline a node completes or fails, but not: " + then);
            }
        }
    }

    public Expectation {
        requireNonNull(kind, "kind");
        requireNonNull(about, "about");
        requireNonNull(deadline, "deadline");
    }

    /** Waits for a signal of this name. */
    public static Expectation signal(String name) {
        return new Expectation(Kind.SIGNAL, name, Optional.empty(), false);
    }

    /** Asks people to approve; a rejection fails the node. */
    public static Expectation decision(String prompt) {
        return new Expectation(Kind.DECISION, prompt, Optional.empty(), true);
    }

    /** The same, but no longer than to an instant. */
    public Expectation until(Instant at, NodeResult then) {
        return new Expectation(kind, about, Optional.of(new Deadline(at, then)), rejectionFails);
    }

    /** The same, but a rejection completes the node. */
    public Expectation completingOnRejection() {
        return new Expectation(kind, about, deadline, false);
    }
}
