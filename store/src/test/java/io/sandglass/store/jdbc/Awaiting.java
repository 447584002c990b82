package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread brings about. */
final class Awaiting {
    private static final long DEADLINE_NANOS = 20_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000;

    private Awaiting() {}

    static void until(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("nanoseconds waited").isLessThan(DEADLINE_NANOS);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
