package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunExecution;
import io.sandglass.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an engine comes to its end. Thread-safe. */
final class Closing {
    private static final Logger log = LoggerFactory.getLogger(Closing.class);

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
            complete(grace);
        }
        return drained.join();
    }

    /** Whatever goes wrong, nobody waits for ever. */
    private void complete(Duration grace) {
        try {
            drained.complete(end(grace));
        } catch (RuntimeException | Error e) {
            drained.completeExceptionally(e);
            throw e;
        }
    }

    private boolean end(Duration grace) {
        try {
            return stop(grace);
        } finally {
            services.journal().close();
        }
    }

    private boolean stop(Duration grace) {
        CompletableFuture<Void> emptied = services.gate().close();
        tellAll(RunExecution::drain);
        boolean inTime = await(emptied, grace);
        awaitInAnyCase(interruptAll(), FLUSH);
        flush();
        services.state().stop();
        tellAll(RunExecution::giveUp);
        awaitStopped();
        return inTime;
    }

    private void flush() {
        CompletableFuture<Boolean> flushed = services.journal().flush();
        if (!awaitInAnyCase(flushed, FLUSH)) {
            log.warn("closing, although what happened last is not written after {}", FLUSH);
        } else if (!flushed.join()) {
            warnOfLoss(services.journal().held());
        }
    }

    private static void warnOfLoss(Set<RunId> held) {
        if (held.isEmpty()) {
            log.warn("closing, although the last log lines of nodes are not written: the store did not take them");
        } else {
            log.error(
                    "closing, although there is no room for what happened last in these runs, and it is lost: {}",
                    held);
        }
    }

    private CompletableFuture<Void> interruptAll() {
        List<CompletableFuture<Void>> interrupted = new ArrayList<>();
        tellAll(run -> interrupted.add(run.interrupt()));
        return CompletableFuture.allOf(interrupted.toArray(CompletableFuture[]::new));
    }

    /** One that cannot be told, for want of memory perhaps, keeps nobody from telling the others. */
    private void tellAll(Consumer<RunExecution> news) {
        for (RunExecution run : open.all()) {
            try {
                news.accept(run);
            } catch (RuntimeException | Error e) {
                log.error("run {} could not be told that the engine closes", run.run(), e);
            }
        }
    }

    /** What an attempt holds, such as a child process, is let go by its thread or by its actions on cancel. */
    private void awaitStopped() {
        Duration most = services.attempts().cancelGrace().plus(STOP);
        awaitInAnyCase(services.gate().close(), most);
        awaitInAnyCase(services.attempts().stopped().cancelsEnd(), most);
    }

    /**
     * Also on a thread that is interrupted, or was: that may shorten the grace, but not cost what is not written yet. No
     * longer than twice the time.
     */
    private static boolean awaitInAnyCase(CompletableFuture<?> future, Duration most) {
        boolean interrupted = Thread.interrupted();
        boolean inTime = await(future, most);
        if (!inTime && Thread.interrupted()) {
            interrupted = true;
            inTime = await(future, most);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return inTime;
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
