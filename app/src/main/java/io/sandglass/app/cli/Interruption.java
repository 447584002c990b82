package io.sandglass.app.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What Ctrl-C does while a run is followed: it cancels the run, and the process stays until the command has shown the
 * end and put everything away, or too much time has passed. Close it when all is done.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "cancel-on-interrupt");
    private volatile Optional<BooleanSupplier> cancelling = Optional.empty();

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * From now on an interrupt does this first; before, it ends the process at once.
     *
     * @param cancel tells whether the run ends soon, so that its end is worth waiting for
     */
    void cancelsBy(BooleanSupplier cancel) {
        cancelling = Optional.of(cancel);
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is going down because of the interrupt; the hook waited for this call
        }
    }

    /** Runs in the hook's thread; package-private for its test. */
    void interrupted() {
        cancelling.ifPresent(cancel -> {
            try {
                if (cancel.getAsBoolean()) {
                    done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
