package io.sandglass.simulation;

import io.sandglass.fault.FaultPoint;
import io.sandglass.history.History;
import io.sandglass.history.HistoryChecker;
import io.sandglass.history.Observed;
import io.sandglass.history.Row;
import io.sandglass.history.Violation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/** Many worlds, one after the other, each judged. */
public final class Slice {
    private static final int TAIL = 80;
    private static final int MOST_TOLD = 10;

    private final String replay;
    private final LongFunction<World> worlds;
    private final Map<FaultPoint, Long> hits = new EnumMap<>(FaultPoint.class);
    private final Map<Row.Kind, Long> rows = new EnumMap<>(Row.Kind.class);
    private Duration age = Duration.ZERO;
    private long seeds;
    private long runs;

    /**
     * @param replay the command that runs one seed again, but for the seed
     * @param worlds by seed
     */
    public Slice(String replay, LongFunction<World> worlds) {
        this.replay = replay;
        this.worlds = worlds;
    }

    /** @throws AssertionError for the first seed that breaks a promise, with the command that replays it */
    public void run(long seed) throws InterruptedException {
        World world = worlds.apply(seed);
        try {
            run(seed, world);
        } finally {
            world.close();
        }
    }

    private void run(long seed, World world) throws InterruptedException {
        try {
            world.run();
        } catch (TimeoutException | Error e) {
            throw new AssertionError(report(seed, world, List.of(new Violation("the world runs", e.toString()))), e);
        }
        History history = world.history();
        List<Violation> violations = HistoryChecker.check(history);
        if (!violations.isEmpty()) {
            throw new AssertionError(report(seed, world, violations));
        }
        count(world, history);
    }

    /** How often each point was passed. */
    public Map<FaultPoint, Long> hits() {
        return hits;
    }

    /** For people: what was done, how often each fault point was passed, and how many rows of each kind came of it. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append("%,d seeds, %,d hours simulated, %,d runs%n".formatted(seeds, age.toHours(), runs));
        hits.forEach((point, count) -> table.append("%-24s %,12d%n".formatted(point.label(), count)));
        rows.forEach((kind, count) -> table.append("%-24s %,12d%n".formatted(kind, count)));
        return table.toString();
    }

    private void count(World world, History history) {
        seeds++;
        runs += history.workflowOf().size();
        history.rows().forEach(row -> rows.merge(row.kind(), 1L, Long::sum));
        age = age.plus(world.age());
        world.hits().forEach((point, count) -> hits.merge(point, count, Long::sum));
    }

    private String report(long seed, World world, List<Violation> violations) {
        StringBuilder report = new StringBuilder("seed " + seed + " breaks promises:\n");
        violations.stream()
                .limit(MOST_TOLD)
                .forEach(one -> report.append("  ").append(one).append('\n'));
        report.append("of ").append(violations.size()).append(" in all; replay it with\n  ");
        report.append(replay)
                .append(" -Dsimulation.seeds=1 -Dsimulation.seed=")
                .append(seed)
                .append('\n');
        report.append("its world: ").append(world.swarm()).append("\nits end:\n");
        List<Observed> seen = world.history().observed();
        seen.subList(Math.max(0, seen.size() - TAIL), seen.size())
                .forEach(one -> report.append("  ").append(one).append('\n'));
        return report.toString();
    }
}
