package io.sandglass.history;

import io.sandglass.history.Observed.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * No place is lost: while an attempt waits that only its turn holds back, the places that are not kept for others are
 * taken. They may stand empty for {@link Turn#MOMENT} in all, and for a second each time that somebody goes in: what was
 * let in may wait for its start to be on record.
 */
final class PlacesAreUsed implements Rule {
    private static final long SECOND = 1_000;

    @Override
    public String name() {
        return "o places do not stay empty";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        Declared.Limits limits = index.history().limits();
        if (limits.equals(Declared.Limits.NONE)) {
            return;
        }
        int usable = limits.all() - limits.kept();
        List<Change> changes = changes(index);
        for (Turn turn : index.turns()) {
            boolean unlimited = turn.pool().isEmpty() && limits.attempts(turn.tenant()) >= limits.all();
            if (turn.waited() && unlimited && turn.until() > turn.from() + Turn.MOMENT) {
                long idle = idle(changes, usable, turn);
                if (idle > Turn.MOMENT) {
                    violation.accept(turn.began() + " waited since " + turn.surely() + "ms, and for " + idle
                            + "ms of that fewer than " + usable + " places were taken");
                }
            }
        }
    }

    /** So many more are inside from then on. */
    private record Change(long millis, int by) {}

    private static long idle(List<Change> changes, int usable, Turn turn) {
        long idle = 0;
        long last = 0;
        int inside = 0;
        for (Change change : changes) {
            if (inside < usable) {
                idle += Math.max(0, Math.min(change.millis(), turn.until()) - Math.max(last, turn.from()));
            }
            boolean within = change.millis() > turn.from() && change.millis() < turn.until();
            idle -= change.by() > 0 && within ? SECOND : 0;
            inside += change.by();
            last = change.millis();
        }
        return idle;
    }

    private static List<Change> changes(Index index) {
        List<Change> changes = new ArrayList<>();
        Map<String, Observed> inside = new HashMap<>();
        for (Observed seen : index.history().observed()) {
            String attempt = seen.run() + "/" + seen.node() + "#" + seen.attempt();
            if (seen.kind() == Kind.BEGAN && index.workflow(seen.run()) != null) {
                inside.put(attempt, seen);
                changes.add(new Change(seen.millis(), 1));
            } else if (seen.kind() == Kind.LEFT && seen.detail().isEmpty() && inside.containsKey(attempt)) {
                changes.add(new Change(end(index, inside.remove(attempt), seen), -1));
            } else if (seen.kind() == Kind.CRASHED) {
                inside.values().forEach(began -> changes.add(new Change(end(index, began, seen), -1)));
                inside.clear();
            }
        }
        changes.sort(Comparator.comparingLong(Change::millis));
        return changes;
    }

    /** One that does not leave is given up when its time is over. */
    private static long end(Index index, Observed began, Observed end) {
        long timeout = index.workflow(began.run()).nodes().get(began.node()).timeout();
        return Math.min(end.millis(), began.millis() + timeout + Turn.MOMENT);
    }
}
