package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A workload that every task system does, each in its own way but of the same shape. */
abstract class TaskWorkload implements Workload {
    private static final Map<Measure, Double> MIDDLE = Map.of(Measure.millis("time of a run"), 0.5);
    private static final Map<Measure, Double> QUANTILES = sorted(Map.of(
            Measure.millis("submit to first line, p50"), 0.5, Measure.millis("submit to first line, p99"), 0.99));

    private final String name;
    private final String about;

    TaskWorkload(String name, String about) {
        this.name = name;
        this.about = about;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String about() {
        return about;
    }

    @Override
    public Duration most(boolean peers) {
        return Duration.ofSeconds(peers ? 150 : 60);
    }

    @Override
    public final List<Contender> contenders(Stage stage) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (TaskSystem system : TaskSystems.all(stage)) {
            contenders.add(contender(system, stage));
        }
        return contenders;
    }

    abstract Contender contender(TaskSystem system, Stage stage);

    private static Map<Measure, Double> sorted(Map<Measure, Double> quantiles) {
        Map<Measure, Double> byName = new TreeMap<>(Comparator.comparing(Measure::name));
        byName.putAll(quantiles);
        return byName;
    }

    /** {@code seq40}. */
    public static final class Chain extends TaskWorkload {
        public Chain() {
            super("seq40", "one run of 40 tasks, each after the one before");
        }

        @Override
        Contender contender(TaskSystem system, Stage stage) {
            return new Alone(system, stage.size(100), MIDDLE, tasks -> {
                long begun = System.nanoTime();
                tasks.chains(1, 40, 1);
                return System.nanoTime() - begun;
            });
        }
    }

    /** {@code seq40x1000}. */
    public static final class Chains extends TaskWorkload {
        public Chains() {
            super("seq40x1000", "1,000 runs of 40 tasks in a row, submitted at once");
        }

        @Override
        Contender contender(TaskSystem system, Stage stage) {
            return new ManyChains(system, new ManyChains.Size(stage.size(1_000), 40, Integer.MAX_VALUE));
        }
    }

    /** {@code fan1000}. */
    public static final class Fan extends TaskWorkload {
        public Fan() {
            super("fan1000", "one run of 1,000 tasks at once and one after all of them");
        }

        @Override
        Contender contender(TaskSystem system, Stage stage) {
            int width = stage.size(1_000);
            return new Alone(system, stage.size(20), MIDDLE, tasks -> {
                long begun = System.nanoTime();
                tasks.fan(width);
                return System.nanoTime() - begun;
            });
        }
    }

    /** {@code jobs100k}. */
    public static final class Jobs extends TaskWorkload {
        private static final int IN_FLIGHT = 2_000;

        public Jobs() {
            super("jobs100k", "100,000 runs of one task, at most 2,000 of them open");
        }

        /** A round is 100,000 runs until the history shows them, and there are five. */
        @Override
        public Duration most(boolean peers) {
            return Duration.ofMinutes(peers ? 8 : 5);
        }

        @Override
        Contender contender(TaskSystem system, Stage stage) {
            return new ManyChains(system, new ManyChains.Size(stage.size(100_000), 1, IN_FLIGHT));
        }
    }

    /** {@code latency}. */
    public static final class FirstLine extends TaskWorkload {
        public FirstLine() {
            super("latency", "from submitting a task to the first line of its code, one at a time");
        }

        @Override
        Contender contender(TaskSystem system, Stage stage) {
            return new Alone(system, stage.size(2_000), QUANTILES, TaskSystem::firstLine);
        }
    }
}
