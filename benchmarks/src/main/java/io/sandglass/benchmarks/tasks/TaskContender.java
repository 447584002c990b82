package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Contender;

/** A task system in a workload. */
abstract class TaskContender implements Contender {
    private final TaskSystem tasks;

    TaskContender(TaskSystem tasks) {
        this.tasks = tasks;
    }

    final TaskSystem tasks() {
        return tasks;
    }

    @Override
    public final String system() {
        return tasks.name();
    }

    @Override
    public final String durability() {
        return tasks.durability();
    }

    @Override
    public final void close() {
        tasks.close();
    }
}
