package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.Sandglass;
import io.sandglass.app.torture.Fact.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases K5 and C3: the service is asked to stop under load, and held still for a while. */
class SignalIT {
    private static final int NODES = 300;
    /** Some at least, however many the machine lets in at once. */
    private static final int AT_WORK = 8;

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STILL = Duration.ofSeconds(20);

    @TempDir
    Path scratch;

    private Bench bench;

    @BeforeEach
    void aBench() throws Exception {
        bench = new Bench(scratch);
    }

    @Test
    void resumesWhatAStopCouldNotWaitForAndAKillCutOff() throws Exception {
        Shape crowd = bench.shapes.crowd("crowd", NODES);
        bench.using(crowd).effects.hold();
        try (ServiceProcess service = bench.home.start()) {
            bench.run(service.awaitReady(), crowd);
            Sandglass.await("nodes at work", ServiceProcess.PATIENCE, () -> starts() >= AT_WORK);

            service.terminate();
            service.endsWithin(GRACE);
            service.kill();
        }
        bench.effects.release();
        try (ServiceProcess service = bench.home.start()) {
            assertThat(bench.settle(service.awaitReady())).isEmpty();
        }
    }

    @Test
    void goesOnAfterItWasHeldStill() throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            Shape chain = bench.shapes.chain("chain", 5, 50);
            bench.using(chain).deployTimed(door);
            Sandglass.await("a beat", ServiceProcess.PATIENCE, () -> starts() > 0);
            bench.run(door, chain);

            service.signal("STOP");
            Instant end = Instant.now().plus(STILL);
            Sandglass.await(
                    "a while", STILL.multipliedBy(2), () -> Instant.now().isAfter(end));
            service.signal("CONT");

            bench.run(door, chain);
            assertThat(bench.settle(door)).isEmpty();
            assertThat(service.errors()).isEmpty();
        }
    }

    private int starts() {
        return (int) bench.ledger.facts().stream()
                .filter(fact -> fact.is(Kind.START))
                .count();
    }
}
