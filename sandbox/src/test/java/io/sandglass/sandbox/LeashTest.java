package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a guest that does not end is left behind, and whose fault that is. */
@Timeout(30)
class LeashTest {
    private static final SandboxResult ENDED = SandboxResult.refused(Ending.OK, 0);

    private final AtomicBoolean released = new AtomicBoolean();

    @AfterEach
    void release() {
        released.set(true);
    }

    @Test
    void whoComputesOnIsLeftBehindSoonAndIsToBlame() {
        Leash leash = new Leash(System.nanoTime(), thread -> System.nanoTime(), true);
        spin(leash, Long.MAX_VALUE);

        Optional<SandboxResult> result = timed(leash, Duration.ZERO, Duration.ofSeconds(3));

        assertThat(result).isEmpty();
        assertThat(leash.ranOn()).isTrue();
    }

    @Test
    void whereProcessorTimeIsNotMeasuredNobodyIsToBlame() {
        Leash leash = new Leash(System.nanoTime(), thread -> System.nanoTime(), false);
        spin(leash, Long.MAX_VALUE);

        Optional<SandboxResult> result = timed(leash, Duration.ZERO, Duration.ofSeconds(3));

        assertThat(result).isEmpty();
        assertThat(leash.ranOn()).isFalse();
    }

    @Test
    void whoTheHostDoesNotLetRunGetsTime() {
        Leash leash = new Leash(System.nanoTime(), thread -> 0, true);
        spin(leash, TimeUnit.MILLISECONDS.toNanos(900));

        Optional<SandboxResult> result = timed(leash, Duration.ofMillis(800), Duration.ofSeconds(5));

        assertThat(result).contains(ENDED);
        assertThat(leash.ranOn()).isFalse();
    }

    @Test
    void whoWaitsInTheHostIsLeftBehindSoonWithoutBlame() throws InterruptedException {
        Leash leash = new Leash(System.nanoTime(), thread -> 0, true);
        CountDownLatch attached = new CountDownLatch(1);
        thread(() -> {
            leash.attach();
            attached.countDown();
            while (!released.get()) {
                Thread.interrupted();
                LockSupport.park();
            }
        });
        attached.await();

        Optional<SandboxResult> result = timed(leash, Duration.ZERO, Duration.ofSeconds(3));

        assertThat(result).isEmpty();
        assertThat(leash.ranOn()).isFalse();
    }

    @Test
    void tellsWhatIsOpenThatTheGuestHasToEnd() {
        Leash leash = new Leash(System.nanoTime() + Duration.ofMinutes(1).toNanos());
        AtomicBoolean open = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean late = new AtomicBoolean();
        leash.onStop(() -> open.set(true));
        leash.onStop(() -> closed.set(true)).close();

        leash.stop(StopReason.CANCELLED);
        leash.onStop(() -> late.set(true));

        assertThat(open).isTrue();
        assertThat(closed).isFalse();
        assertThat(late).isTrue();
    }

    private static Optional<SandboxResult> timed(Leash leash, Duration least, Duration most) {
        long began = System.nanoTime();
        Optional<SandboxResult> result = leash.await();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(least, most);
        return result;
    }

    private void spin(Leash leash, long nanos) {
        long began = System.nanoTime();
        thread(() -> {
            leash.attach();
            while (!released.get() && System.nanoTime() - began < nanos) {
                Thread.onSpinWait();
            }
            leash.detach(ENDED);
        });
    }

    private static void thread(Runnable body) {
        Thread thread = new Thread(body, "guest-of-a-test");
        thread.setDaemon(true);
        thread.start();
    }
}
