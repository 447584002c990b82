package io.sandglass.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * No more attempts are inside at once than the engine, their pool and their tenant have places. An attempt that is to
 * stop does not count any more: it may be given up with its code still at work.
 */
final class RoomIsLimited implements Rule {
    @Override
    public String name() {
        return "i attempts wait for room";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        if (index.history().limits().equals(Declared.Limits.NONE)) {
            return;
        }
        Map<String, Observed> inside = new LinkedHashMap<>();
        Set<String> stopping = new HashSet<>();
        for (Observed seen : index.history().observed()) {
            switch (seen.kind()) {
                case BEGAN -> enter(index, seen, inside, stopping, violation);
                case LEFT -> inside.remove(key(seen));
                case CRASHED -> inside.clear();
                case WANTED -> stopping.add(seen.run());
                case STORED -> stop(seen, stopping);
                default -> {}
            }
        }
    }

    private static void stop(Observed seen, Set<String> stopping) {
        if (seen.row() == Row.Kind.CANCEL_ASKED || seen.row().fails()) {
            stopping.add(seen.run());
        }
    }

    private static void enter(
            Index index,
            Observed began,
            Map<String, Observed> inside,
            Set<String> stopping,
            Consumer<String> violation) {
        inside.values().removeIf(other -> stopping.contains(other.run()) || isOver(index, other, began.millis()));
        Declared.Workflow workflow = index.workflow(began.run());
        if (workflow == null) {
            return;
        }
        inside.put(key(began), began);
        Declared.Limits limits = index.history().limits();
        compare(began, "the engine", inside.size(), limits.all(), violation);
        String tenant = workflow.manners().tenant();
        long ofTenant =
                count(inside, other -> index.workflow(other.run()).manners().tenant(), tenant);
        compare(began, "tenant " + tenant, ofTenant, limits.attempts(tenant), violation);
        String pool = pool(index, began);
        long ofPool = count(inside, other -> pool(index, other), pool);
        compare(began, "pool " + pool, ofPool, limits.pools().getOrDefault(pool, Integer.MAX_VALUE), violation);
    }

    private static void compare(Observed began, String what, long inside, int most, Consumer<String> violation) {
        if (inside > most) {
            violation.accept(began + ", the " + inside + "th in " + what + ", which has " + most + " places");
        }
    }

    private static long count(Map<String, Observed> inside, Function<Observed, String> of, String name) {
        List<Observed> all = new ArrayList<>(inside.values());
        return all.stream().filter(one -> of.apply(one).equals(name)).count();
    }

    private static String pool(Index index, Observed began) {
        return node(index, began).pool();
    }

    private static boolean isOver(Index index, Observed began, long now) {
        return now >= began.millis() + node(index, began).timeout();
    }

    private static Declared.Node node(Index index, Observed began) {
        return index.workflow(began.run()).nodes().get(began.node());
    }

    private static String key(Observed seen) {
        return seen.run() + "/" + seen.node() + "#" + seen.attempt();
    }
}
