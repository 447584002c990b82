package io.sandglass.engine;

import io.sandglass.plugin.NodeResult;
import io.sandglass.time.Workers;
import io.sandglass.time.Workers.Task;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The thread that one attempt has, if it has one, and what comes of its work. Thread-safe. */
final class AttemptThread {
    private volatile @Nullable Task task;
    private volatile @Nullable NodeResult result;

    /**
     * Has work done. Whatever goes wrong in it is a result: without one its run would hang and its place at the gate be
     * lost.
     *
     * @param work gives null if there is no result yet
     * @param ended gets the result
     * @throws java.util.concurrent.RejectedExecutionException if there is no thread
     */
    void begin(Workers workers, String name, Supplier<@Nullable NodeResult> work, Consumer<NodeResult> ended) {
        task = workers.run(name, () -> result = resultOf(work), () -> report(ended));
    }

    private static @Nullable NodeResult resultOf(Supplier<@Nullable NodeResult> work) {
        try {
            return work.get();
        } catch (Throwable e) {
            return Failures.pluginError(e);
        }
    }

    private void report(Consumer<NodeResult> ended) {
        NodeResult found = result;
        if (found != null) {
            ended.accept(found);
        }
    }

    void interrupt() {
        Task running = task;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Nobody expects it to end. */
    void abandon() {
        Task running = task;
        if (running != null) {
            running.abandon();
        }
    }
}
