package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;

/** A workload that every task system does, each in its own way but of the same shape. */
abstract class TaskWorkload implements Workload {
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
    public final List<Contender> contenders(Stage stage) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (TaskSystem system : TaskSystems.all(stage)) {
            contenders.add(contender(system, stage));
        }
        return contenders;
    }

    abstract Contender contender(TaskSystem system, Stage stage);

    /** {@code seq40}. */
    public static final class Chain extends TaskWorkload {
        public Chain() {
            super("seq40", "one run of 40 tasks, each after the one before");
        }

        @Override
        Contender contender(TaskSystem system, Stage stage) {
            return new OneChain(system, stage.size(50));
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
            return new OneFan(system, stage.size(1_000), stage.size(10));
        }
    }

    /** {@code jobs100k}. */
    public static final class Jobs extends TaskWorkload {
        private static final int IN_FLIGHT = 2_000;

        public Jobs() {
            super("jobs100k", "100,000 runs of one task, at most 2,000 of them open");
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
            return new Latency(system, stage.size(2_000));
        }
    }
}
