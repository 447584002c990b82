package io.sandglass.store.backup;

import java.time.Duration;

/** Waits for a while, whether or not the thread is interrupted; an interrupt is kept for later. */
public final class Patience {
    private Patience() {}

    /** Waits for at most so many nanoseconds. */
    @FunctionalInterface
    public interface Wait {
        /** @return whether what is waited for has come */
        boolean await(long nanos) throws InterruptedException;
    }

    /** @return whether what is waited for has come in this time */
    public static boolean await(Duration patience, Wait wait) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await(Math.max(0, deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
