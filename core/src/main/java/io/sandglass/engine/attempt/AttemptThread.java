package io.sandglass.engine.attempt;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.plugin.NodeResult;
import io.sandglass.time.Workers;
import io.sandglass.time.Workers.Task;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that one attempt has, if it has one, and what comes of its work. An attempt that waits in between has one
 * after the other, and the first may still be on its way out when the second is at work. Thread-safe.
 */
final class AttemptThread {
    private volatile @Nullable Work current;

    /** What one thread is for. */
    private static final class Work {
        private volatile @Nullable Task task;
        private volatile @Nullable NodeResult result;
    }

    /**
     * Has work done. Whatever goes wrong in it is a result: without one its run would hang and its place at the gate be
     * lost.
     *
     * @param body gives null if there is no result yet
     * @param ended gets the result
     * @throws java.util.concurrent.RejectedExecutionException if there is no thread
     */
    void begin(Workers workers, String name, Supplier<@Nullable NodeResult> body, Consumer<NodeResult> ended) {
        Work work = new Work();
        current = work;
        work.task = workers.run(name, () -> work.result = resultOf(body), () -> report(work, ended));
    }

    private static @Nullable NodeResult resultOf(Supplier<@Nullable NodeResult> body) {
        try {
            return body.get();
        } catch (Throwable e) {
            return EngineFailures.pluginError(e);
        }
    }

    private static void report(Work work, Consumer<NodeResult> ended) {
        NodeResult found = work.result;
        if (found != null) {
            ended.accept(found);
        }
    }

    void interrupt() {
        Task running = task();
        if (running != null) {
            running.interrupt();
        }
    }

    /** Nobody expects it to end. */
    void abandon() {
        Task running = task();
        if (running != null) {
            running.abandon();
        }
    }

    private @Nullable Task task() {
        Work work = current;
        return work == null ? null : work.task;
    }
}
