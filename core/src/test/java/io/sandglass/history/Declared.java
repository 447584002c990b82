package io.sandglass.history;

import java.util.List;
import java.util.Map;

/** What the scheduler was told to do. */
public final class Declared {
    private Declared() {}

    /** Which nodes may still run when one has failed. */
    public enum AfterFailure {
        /** None. */
        HALT,
        /** Those that do not need it. */
        INDEPENDENT,
        ALL
    }

    /** @param nodes by id */
    public record Workflow(String id, AfterFailure afterFailure, Map<String, Node> nodes) {
        public Workflow {
            nodes = Map.copyOf(nodes);
        }
    }

    /**
     * @param needs ids of the nodes it waits for
     * @param maxAttempts how often it may be tried, if nothing crashes
     */
    public record Node(String id, List<String> needs, int maxAttempts) {
        public Node {
            needs = List.copyOf(needs);
        }
    }

    /**
     * Fires at {@code first} and every {@code every} milliseconds after it, by the wall clock.
     *
     * @param deployed the wall time in milliseconds from which on it fires, not included
     */
    public record Trigger(String key, String workflow, long first, long every, long deployed) {}
}
