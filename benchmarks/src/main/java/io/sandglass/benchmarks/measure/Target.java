package io.sandglass.benchmarks.measure;

import java.util.List;
import java.util.Optional;

/**
 * What a figure of Sandglass must reach at the durability it has by default, and what it had better reach.
 *
 * @param system how the system's name begins
 * @param must in the measure's unit; what remains below it is said to fall short
 * @param goal in the measure's unit
 * @param most whether less is better
 */
record Target(String workload, String system, Measure measure, double must, double goal, boolean most) {
    private static final Measure RUN = Measure.millis("time of a run");
    private static final Measure CPU = new Measure("CPU per task", "us");

    private static final Measure METERED = new Measure("CPU time over that unmetered", "");

    private static final List<Target> ALL = List.of(
            atMost("seq40", "Sandglass, strict", RUN, 14.5, 7),
            atMost("seq40", "Sandglass, pure", RUN, 3, 1.4),
            atMost("seq40", "Sandglass, relaxed", RUN, 3, 1.4),
            atMost("seq40x1000", "Sandglass", CPU, 45, 24),
            atLeast("seq40x1000", "Sandglass, strict", Measure.rate("rate", "tasks"), 55_610, 48_900),
            atMost("fan1000", "Sandglass, strict", RUN, 30, 12),
            atLeast("jobs100k", "Sandglass", Measure.rate("rate", "tasks"), 32_400, 52_000),
            atMost("latency", "Sandglass, strict", Measure.millis("submit to first line, p50"), 0.5, 0.45),
            atMost("latency", "Sandglass, strict", Measure.millis("submit to first line, p99"), 3, 1.3),
            atMost("startup", "Sandglass", new Measure("exec to ready", "s"), 0.9, 0.9),
            atMost("startup", "Sandglass", new Measure("main to ready", "s"), 0.9, 0.4),
            atMost("startup", "Sandglass", new Measure("memory when ready", "MB"), 90, 80),
            atMost("killed40", "Sandglass", new Measure("exec to next node", "s"), 2, 1),
            atMost("recovery10k", "Sandglass", new Measure("exec to all resumed", "s"), 10, 10),
            atMost("dag100k", "Sandglass", new Measure("plan", "s"), 1, 1),
            atLeast("dag100k", "Sandglass", new Measure("rate over that of fan1000", ""), 0.5, 0.5),
            atMost("waiting", "Sandglass", new Measure("heap per waiting run", "bytes"), 2_048, 2_048),
            atMost("sandbox", "sha256", METERED, 1.25, 1.25),
            atMost("sandbox", "nbody", METERED, 1.25, 1.25),
            atMost("sandbox", "qsort", METERED, 1.25, 1.25),
            atMost("sandbox", "json", METERED, 1.25, 1.25),
            atMost("sandbox", "vm", METERED, 1.25, 1.25),
            atMost("sandbox", "fib", METERED, 2, 2),
            atMost("sandbox", "running", new Measure("WASI command, end to end, p50", "us"), 100, 100),
            atLeast("halfcpu", "Sandglass", new Measure("rate over that of a free machine", ""), 0.5, 0.5));

    static Optional<Target> of(Figure figure) {
        return ALL.stream()
                .filter(target -> target.workload.equals(figure.workload())
                        && figure.system().startsWith(target.system)
                        && !figure.durability().equals("process")
                        && target.measure.equals(figure.measure()))
                .findFirst();
    }

    /** One word. */
    String verdict(double value) {
        if (!reaches(value, must)) {
            return "SHORT";
        }
        return reaches(value, goal) ? "goal" : "must";
    }

    private boolean reaches(double value, double bound) {
        return most ? value <= bound : value >= bound;
    }

    private static Target atMost(String workload, String system, Measure measure, double must, double goal) {
        return new Target(workload, system, measure, must, goal, true);
    }

    private static Target atLeast(String workload, String system, Measure measure, double must, double goal) {
        return new Target(workload, system, measure, must, goal, false);
    }
}
