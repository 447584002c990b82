package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.EngineRefusal;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Compiles on a thread of its own, with a stack of known size, and for a limited time.
 *
 * <p>The engine cannot be interrupted while it compiles: what takes too long is refused, and its thread ends on its own.
 */
final class Compilation {
    private static final long STACK_BYTES = 16L << 20;

    private final long limitSeconds;

    Compilation(long limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    /**
     * The compiled module.
     *
     * @throws InvalidModule if the engine refuses the module, or needs more time or memory than it may
     * @throws LoadInterrupted if this thread is interrupted, which stays set
     */
    EngineModule await(Callable<EngineModule> work) {
        FutureTask<EngineModule> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "sandglass-compile", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limitSeconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refusal(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw InvalidModule.forNow("the module takes longer than " + limitSeconds + " s to compile", e);
        } catch (InterruptedException e) {
            throw LoadInterrupted.by(e);
        } finally {
            task.cancel(true);
        }
    }

    private static InvalidModule refusal(Throwable cause) {
        if (cause instanceof EngineRefusal) {
            return new InvalidModule("the bytes are not a valid module: " + cause.getMessage(), cause);
        }
        if (cause instanceof OutOfMemoryError) {
            return InvalidModule.forNow("the module needs more memory to compile than the host has", cause);
        }
        return new InvalidModule("the module cannot be compiled: " + cause, cause);
    }
}
