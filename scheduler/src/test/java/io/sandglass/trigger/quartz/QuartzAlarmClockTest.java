package io.sandglass.trigger.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuartzAlarmClockTest {
    private final AtomicReference<Duration> setForward = new AtomicReference<>(Duration.ZERO);
    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return Clock.system().now().plus(setForward.get());
        }

        @Override
        public long nanos() {
            return Clock.system().nanos();
        }
    };
    private final QuartzAlarmClock alarms = new QuartzAlarmClock(clock, "alarm-test", 2);

    @AfterEach
    void close() {
        alarms.close();
    }

    @Test
    void ringsInTimeOnAThreadOfItsOwn() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        Queue<String> threads = new ConcurrentLinkedQueue<>();

        alarms.set("a", clock.now().plusMillis(100), () -> {
            threads.add(Thread.currentThread().getName());
            rung.countDown();
        });

        assertThat(rung.await(2, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(1).first().asString().startsWith("alarm-test-");
    }

    @Test
    void ringsAtOnceIfTheTimeIsPast() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);

        alarms.set("a", Instant.EPOCH, rung::countDown);

        assertThat(rung.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isCancelledWhileItRings() {
        AtomicInteger rung = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            int before = rung.get();
            alarms.set("a", Instant.EPOCH, rung::incrementAndGet);
            long end = System.nanoTime() + i % 40 * 1_000L;
            while (System.nanoTime() < end || rung.get() == before) {
                Thread.onSpinWait(); // Quartz is about to forget the alarm, which it does right after the ring
            }
            alarms.cancel("a");
        }
    }

    @Test
    void letsARingSetTheNextAlarm() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(20);

        alarms.set("a", clock.now(), new Runnable() {
            @Override
            public void run() {
                rung.countDown();
                alarms.set("a", clock.now().plusMillis(10), this);
            }
        });

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void replacesAndCancelsByName() throws InterruptedException {
        Queue<String> rings = new ConcurrentLinkedQueue<>();
        CountDownLatch rung = new CountDownLatch(1);

        alarms.set("replaced", clock.now().plusMillis(200), () -> rings.add("old"));
        alarms.set("replaced", clock.now().plusMillis(250), () -> rings.add("new"));
        alarms.set("cancelled", clock.now().plusMillis(200), () -> rings.add("cancelled"));
        alarms.cancel("cancelled");
        alarms.set("last", clock.now().plusMillis(400), rung::countDown);

        assertThat(rung.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(rings).containsExactly("new");
    }

    @Test
    void ringsAllAlarmsOnceTheWallClockWasSet() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(2);
        alarms.set("a", clock.now().plus(Duration.ofHours(1)), rung::countDown);
        alarms.set("far", Instant.parse("+999999999-12-31T00:00:00Z"), rung::countDown);

        setForward.set(Duration.ofHours(-2));

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsForARingThatIsUnderWayBeforeItCloses() throws InterruptedException {
        CountDownLatch ringing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        alarms.set("a", clock.now(), () -> {
            ringing.countDown();
            await(goOn);
            ended.add("ring");
        });
        assertThat(ringing.await(5, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(alarms::close);
        closing.start();
        goOn.countDown();
        closing.join(10_000);

        assertThat(ended).containsExactly("ring");
        assertThat(closing.isAlive()).isFalse();
    }

    @Test
    void takesNoNoticeOfAlarmsThatAreSetAfterItClosed() {
        Queue<String> rings = new ConcurrentLinkedQueue<>();
        alarms.close();

        alarms.set("a", clock.now(), () -> rings.add("too late"));
        alarms.cancel("a");

        assertThat(rings).isEmpty();
    }

    @Test
    void carriesTenThousandAlarms() throws InterruptedException {
        AtomicInteger early = new AtomicInteger();
        CountDownLatch rung = new CountDownLatch(10_000);
        Instant at = clock.now().plusMillis(500);

        for (int i = 0; i < 10_000; i++) {
            alarms.set("a" + i, at, () -> {
                early.addAndGet(clock.now().isBefore(at.minusMillis(5)) ? 1 : 0);
                rung.countDown();
            });
        }

        assertThat(rung.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(early).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
