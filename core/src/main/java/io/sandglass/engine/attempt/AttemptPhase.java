package io.sandglass.engine.attempt;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.plugin.NodeResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** How far one attempt is. Thread-safe: of those who would move it on, one does, and does what that step takes. */
final class AttemptPhase {
    private sealed interface Phase {}

    private enum Step implements Phase {
        QUEUED,
        RUNNING,
        /** Waits until its start is durable. */
        PARKED,
        OVER
    }

    /** It was told to stop, and its end will be this one whatever it answers. */
    private record Stopping(NodeResult end) implements Phase {}

    private final AtomicReference<Phase> now = new AtomicReference<>(Step.QUEUED);

    boolean isQueued() {
        return now.get() == Step.QUEUED;
    }

    boolean isRunning() {
        return now.get() == Step.RUNNING;
    }

    boolean isParked() {
        return now.get() == Step.PARKED;
    }

    boolean isStopping() {
        return now.get() instanceof Stopping;
    }

    /** Whether it was told to stop or is over; that never changes back. */
    boolean isEnding() {
        Phase phase = now.get();
        return phase == Step.OVER || phase instanceof Stopping;
    }

    /** From the queue to the end. */
    boolean withdraw() {
        return now.compareAndSet(Step.QUEUED, Step.OVER);
    }

    /** From the queue to its work, or to waiting for its start. */
    boolean enter(boolean parks) {
        return now.compareAndSet(Step.QUEUED, parks ? Step.PARKED : Step.RUNNING);
    }

    /** From its work to waiting for its start. */
    boolean park() {
        return now.compareAndSet(Step.RUNNING, Step.PARKED);
    }

    /** From waiting for its start to its work. */
    boolean resume() {
        return now.compareAndSet(Step.PARKED, Step.RUNNING);
    }

    /** From waiting for its start to the end. */
    boolean withdrawParked() {
        return now.compareAndSet(Step.PARKED, Step.OVER);
    }

    /** From its work to stopping, and then to that end. */
    boolean stop(NodeResult end) {
        return now.compareAndSet(Step.RUNNING, new Stopping(end));
    }

    /** From its work or from stopping to the end. @return which end it is; empty if it was over before */
    Optional<NodeResult> end(NodeResult result) {
        if (now.compareAndSet(Step.RUNNING, Step.OVER)) {
            return Optional.of(result);
        }
        return abandon().map(end -> EngineFailures.having(end, result.usage()));
    }

    /** From stopping to the end. @return which end it is; empty if it was not stopping */
    Optional<NodeResult> abandon() {
        return now.get() instanceof Stopping stopping && now.compareAndSet(stopping, Step.OVER)
                ? Optional.of(stopping.end())
                : Optional.empty();
    }

    /** From wherever it is to the end. @return false if it was over before */
    boolean fail() {
        return now.getAndSet(Step.OVER) != Step.OVER;
    }
}
