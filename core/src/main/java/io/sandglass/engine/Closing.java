package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunExecution;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How an engine comes to its end. Thread-safe. */
final class Closing {
    /** How long the last records may take. */
    private static final Duration FLUSH = Duration.ofSeconds(5);

    /** How much longer than the grace the threads of stopped attempts may take. */
    private static final Duration STOP = Duration.ofMillis(500);

    private final EngineServices services;
    private final OpenRuns open;
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();

    Closing(EngineServices services, OpenRuns open) {
        this.services = services;
        this.open = open;
    }

    /**
     * Whoever comes second waits for the first.
     *
     * @return whether all attempts ended in time
     */
    boolean drain(Duration grace) {
        if (services.state().drain()) {
            drained.complete(end(grace));
        }
        return drained.join();
    }

    private boolean end(Duration grace) {
        CompletableFuture<Void> emptied = services.gate().close();
        open.all().forEach(RunExecution::drain);
        boolean inTime = await(emptied, grace);
        CompletableFuture<?>[] interrupted =
                open.all().stream().map(RunExecution::interrupt).toArray(CompletableFuture[]::new);
        await(CompletableFuture.allOf(interrupted), FLUSH);
        await(services.journal().flush(), FLUSH);
        services.state().stop();
        open.all().forEach(RunExecution::giveUp);
        awaitStopped();
        services.journal().close();
        return inTime;
    }

    /** What an attempt holds, such as a child process, is let go by its thread or by its actions on cancel. */
    private void awaitStopped() {
        Duration most = services.attempts().cancelGrace().plus(STOP);
        await(services.gate().close(), most);
        await(services.attempts().stopped().cancelsEnd(), most);
    }

    private static boolean await(CompletableFuture<?> future, Duration most) {
        try {
            future.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
