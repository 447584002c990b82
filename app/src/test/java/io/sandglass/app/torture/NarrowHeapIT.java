package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.Sandglass;
import io.sandglass.app.torture.Shape.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case C4: a heap of 96 MiB, under many open runs ({@code -Dopen.runs=10000} for all that there may be) and a greedy node. */
class NarrowHeapIT {
    private static final int RUNS = Integer.getInteger("open.runs", 2_000);
    private static final int USERS = 4;

    /** From the first launch on: so long are they open, all at once. */
    private static final Duration OPEN = Duration.ofSeconds(20).plusMillis(12L * RUNS);

    private static final Duration ALL_ENDED = OPEN.multipliedBy(3).plus(ServiceProcess.PATIENCE);

    /** The service's, when memory ran out where nobody could go on. */
    private static final int OUT_OF_MEMORY = 70;

    private static final int LIVES = 6;

    @TempDir
    Path scratch;

    private Bench bench;

    @BeforeEach
    void aNarrowBench() throws Exception {
        bench = new Bench(scratch);
        bench.home.withOptions("-Xmx96m");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void carriesManyOpenRunsAndTakesThemUpAgainAfterAKill() throws Exception {
        Node rest = new Node("rest", List.of(), false, 1, "type: wait, with: { for: " + OPEN + " }");
        Node after = new Node("after", List.of("rest"), false, 1, "type: echo, with: { text: done }");
        Shape patient = new Shape("patient", "", List.of(rest, after));
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            launch(door, patient);
            assertThat(count(door, "status = 'RUNNING'")).isEqualTo(RUNS);
            service.kill();
        }
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();

            Sandglass.await("the end of all runs", ALL_ENDED, () -> count(door, "status = 'RUNNING'") == 0);

            assertThat(count(door, "status = 'SUCCEEDED'")).isEqualTo(RUNS);
            assertThat(service.errors()).isEmpty();
        }
    }

    @Test
    void failsTheNodeThatTakesAllMemoryOrEndsForASupervisorAndLosesNothing() throws Exception {
        String with = "type: effect, with: { port: %d, hog: true }".formatted(bench.effects.port());
        Shape greedy = new Shape("greedy", "", List.of(new Node("greedy", List.of(), true, 1, with)));
        Shape modest = bench.shapes.chain("modest", 4, 20);
        bench.using(greedy, modest);
        begin(greedy, modest);

        for (int lives = 1; !endedInThisLife(); lives++) {
            assertThat(lives).as("lives of the service").isLessThan(LIVES);
        }
    }

    private void begin(Shape greedy, Shape modest) throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            for (int i = 0; i < 5; i++) {
                bench.run(door, modest);
            }
            bench.run(door, greedy);
            endsOrEnded(service, door);
        }
    }

    /** @return false if the process came to its end before the runs did */
    private boolean endedInThisLife() throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.ready(ServiceProcess.PATIENCE).orElse(null);
            if (door == null || !endsOrEnded(service, door)) {
                return false;
            }
            assertThat(bench.settleWhateverFailed(door)).isEmpty();
            assertThat(door.sure("select status from report.runs where workflow = 'greedy'"))
                    .isEqualTo("FAILED");
            return true;
        }
    }

    /** Waits until there is no open run, or no service. */
    private static boolean endsOrEnded(ServiceProcess service, Door door) throws InterruptedException {
        Sandglass.await("an end", ServiceProcess.PATIENCE, () -> !service.alive() || open(door) == 0);
        if (!service.alive()) {
            assertThat(service.awaitExit(ServiceProcess.PATIENCE))
                    .as(service.log())
                    .isEqualTo(OUT_OF_MEMORY);
        }
        return service.alive();
    }

    private static int open(Door door) {
        try {
            return Integer.parseInt(door.value("select count(*) from report.runs where status = 'RUNNING'"));
        } catch (IOException e) {
            return Integer.MAX_VALUE; // it is about to end, or has no memory for an answer
        }
    }

    private static int count(Door door, String which) {
        return Integer.parseInt(door.sure("select count(*) from report.runs where " + which));
    }

    private static void launch(Door door, Shape shape) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                all.add(users.submit(() -> door.run(shape)));
            }
            for (Future<String> one : all) {
                one.get();
            }
        } finally {
            users.shutdownNow();
        }
    }
}
