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

    /**
     * What a workflow shares with others.
     *
     * @param relaxed whether a node may begin before the ends of those it needs are durable
     * @param group runs of the same group count together
     * @param most how many of them may go on at once; 0 for any number
     */
    public record Manners(boolean relaxed, String group, int most, String tenant) {
        /** None of it. */
        public static final Manners PLAIN = new Manners(false, "", 0, "default");
    }

    /** @param nodes by id */
    public record Workflow(String id, AfterFailure afterFailure, Map<String, Node> nodes, Manners manners) {
        public Workflow {
            nodes = Map.copyOf(nodes);
        }
    }

    /**
     * @param needs ids of the nodes it waits for
     * @param maxAttempts how often it may be tried, if nothing crashes
     * @param timeout of an attempt, in milliseconds
     * @param pool empty for none
     */
    public record Node(String id, List<String> needs, int maxAttempts, long timeout, String pool) {
        public Node {
            needs = List.copyOf(needs);
        }
    }

    /**
     * How many attempts may be inside at once.
     *
     * @param tenants by name; who is not there has no limit of its own
     */
    public record Limits(int all, Map<String, Integer> pools, Map<String, Integer> tenants) {
        /** Any number. */
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Map.of(), Map.of());

        public Limits {
            pools = Map.copyOf(pools);
            tenants = Map.copyOf(tenants);
        }
    }

    /**
     * Fires at {@code first} and every {@code every} milliseconds after it, by the wall clock.
     *
     * @param deployed the wall time in milliseconds from which on it fires, not included
     */
    public record Trigger(String key, String workflow, long first, long every, long deployed) {}
}
