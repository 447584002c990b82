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
     * @param group runs of the same group, and of the same key if they have one, count together
     * @param most how many of them may go on at once; 0 for any number
     * @param priority of its runs, 9 first, until somebody changes it
     */
    public record Manners(boolean relaxed, String group, int most, String tenant, int priority) {
        /** None of it. */
        public static final Manners PLAIN = new Manners(false, "", 0, "default", 5);
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
     * What one tenant may have of that which all share.
     *
     * @param weight how many of its attempts go in per round, where others wait too
     * @param attempts how many of them may be inside at once
     * @param runs how many of its runs may be open at once
     */
    public record Tenant(int weight, int attempts, int runs) {}

    /**
     * How many attempts may be inside at once.
     *
     * @param tenants by name; who is not there has no limit of its own
     */
    public record Limits(int all, Map<String, Integer> pools, Map<String, Tenant> tenants) {
        /** Any number. */
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Map.of(), Map.of());

        /** How many attempts of a tenant may be inside at once. */
        int attempts(String tenant) {
            Tenant known = tenants.get(tenant);
            return known == null ? Integer.MAX_VALUE : known.attempts();
        }

        /** Places that are kept for a tenant: of a quarter of all, by its weight, where there are several tenants. */
        int kept(String tenant) {
            long weights = tenants.values().stream().mapToLong(Tenant::weight).sum();
            return tenants.size() < 2
                    ? 0
                    : (int) ((long) all * tenants.get(tenant).weight() / 4 / weights);
        }

        /** Places that are kept for any tenant. */
        int kept() {
            return tenants.keySet().stream().mapToInt(this::kept).sum();
        }

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
