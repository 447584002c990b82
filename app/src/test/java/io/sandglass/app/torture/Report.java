package io.sandglass.app.torture;

import io.sandglass.app.torture.Blow.Manner;
import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.fault.FaultPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What came of it, in numbers and, where a promise was broken, in words. */
final class Report {
    private final long seed;
    private final Map<Manner, Integer> kills = new EnumMap<>(Manner.class);
    private final Set<String> points = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private Map<Kind, Long> facts = Map.of();
    private Map<String, Long> operations = Map.of();
    private Duration slowestStart = Duration.ZERO;
    private String database = "";

    Report(long seed) {
        this.seed = seed;
    }

    void killed(Manner manner) {
        kills.merge(manner, 1, Integer::sum);
    }

    /** @param crash a point and a number, such as {@code before-ack:3} */
    void hit(String crash) {
        points.add(crash.replaceFirst(":.*", ""));
    }

    void started(Duration took) {
        slowestStart = took.compareTo(slowestStart) > 0 ? took : slowestStart;
    }

    void database(String version) {
        database = version;
    }

    void add(Violation violation) {
        violations.add(violation);
    }

    void addAll(Collection<Violation> found) {
        violations.addAll(found);
    }

    void count(List<Fact> seen) {
        operations = seen.stream()
                .filter(fact -> fact.is(Kind.DONE))
                .collect(Collectors.groupingBy(Fact::detail, TreeMap::new, Collectors.counting()));
        facts = seen.stream().collect(Collectors.groupingBy(Fact::kind, Collectors.counting()));
    }

    Set<String> points() {
        return Set.copyOf(points);
    }

    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean clean() {
        return violations.isEmpty();
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    String progress(int wanted) {
        return "[torture] seed %d: %d of %d kills".formatted(seed, kills(), wanted);
    }

    String counts() {
        return String.format(
                Locale.ROOT,
                "[torture] seed %d on H2 %s: kills %s, at %d of %d points%s; operations done %s; %,d runs started by hand, %,d runs in the history, %,d completions"
                        + " acknowledged, %,d side effects; slowest start %d ms",
                seed,
                database,
                kills,
                points.size(),
                Blow.points(),
                missed(),
                operations,
                facts(Kind.ACCEPTED),
                facts(Kind.SEEN),
                facts(Kind.SUCCEEDED),
                facts(Kind.START),
                slowestStart.toMillis());
    }

    /** The points that no process ended at. */
    private String missed() {
        String labels = Blow.missed(points).stream().map(FaultPoint::label).collect(Collectors.joining(", "));
        return labels.isEmpty() ? "" : " (not at " + labels + ")";
    }

    String verdict() {
        return "%d kills: %d acknowledged records lost, %d completed nodes re-run, %d torn%s"
                .formatted(
                        kills(),
                        of(Violation.Kind.LOST),
                        of(Violation.Kind.RERUN),
                        of(Violation.Kind.TORN),
                        of(Violation.Kind.OTHER) == 0
                                ? ""
                                : ", " + of(Violation.Kind.OTHER) + " other broken promises");
    }

    /** The command that does the same again. */
    String replay() {
        return "./mvnw -Ptorture verify -Dkills=%d -Dseed=%d".formatted(kills(), seed);
    }

    private long facts(Kind kind) {
        return facts.getOrDefault(kind, 0L);
    }

    private long of(Violation.Kind kind) {
        return violations.stream().filter(found -> found.kind() == kind).count();
    }
}
