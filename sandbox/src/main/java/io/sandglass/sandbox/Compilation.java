package io.sandglass.sandbox;

import io.sandglass.sandbox.InvalidModule.Blame;
import io.sandglass.sandbox.engine.EngineRefusal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Compiles on threads of its own, with a stack of known size, a few at once and each for a limited time. Thread-safe.
 *
 * <p>The engine cannot be interrupted while it compiles: what takes too long is refused, and its thread ends on its own.
 * Until then it keeps its place, so that there are never more of them than places.
 */
final class Compilation {
    private static final long STACK_BYTES = 16L << 20;

    private final Duration limit;
    private final Semaphore places;

    Compilation(Duration limit, int places) {
        this.limit = limit;
        this.places = new Semaphore(places, true);
    }

    /**
     * What the work comes to.
     *
     * @throws InvalidModule if the engine refuses the module, or needs more time or memory than it may, or if there is no
     *     place for as long
     * @throws LoadInterrupted if this thread is interrupted, which stays set
     */
    <T> T await(Callable<T> work) {
        try {
            if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InvalidModule(
                        "the host has compiled other modules for " + shown() + "; try again later",
                        new TimeoutException(),
                        Blame.HOST);
            }
        } catch (InterruptedException e) {
            throw LoadInterrupted.by(e);
        }
        return result(start(work));
    }

    private <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Runnable inPlace = () -> {
            try {
                task.run();
            } finally {
                places.release();
            }
        };
        Thread thread = new Thread(null, inPlace, "sandglass-compile", STACK_BYTES);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            places.release();
            throw new InvalidModule("the host has no thread to compile with", noThread, Blame.HOST);
        }
        return task;
    }

    private <T> T result(FutureTask<T> task) {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refusal(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw new InvalidModule(
                    "the module takes longer than " + shown() + " to compile", e, Blame.MODULE_TOOK_TOO_MUCH);
        } catch (InterruptedException e) {
            throw LoadInterrupted.by(e);
        } finally {
            task.cancel(true);
        }
    }

    private String shown() {
        return limit.toMillis() % 1_000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private static InvalidModule refusal(Throwable cause) {
        if (cause instanceof InvalidModule known) {
            return known;
        }
        if (cause instanceof EngineRefusal) {
            return new InvalidModule(String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof OutOfMemoryError) {
            return new InvalidModule(
                    "the module needs more memory to compile than the host has", cause, Blame.MODULE_TOOK_TOO_MUCH);
        }
        return new InvalidModule("the module cannot be compiled here: " + cause, cause, Blame.HOST);
    }
}
