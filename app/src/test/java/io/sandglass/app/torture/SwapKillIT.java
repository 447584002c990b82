package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.torture.Shape.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Case K4: killed again and again while a JAR and a module are copied over others, and while the code that is made of the
 * modules is kept. {@code -Dswaps=n -Dseed=n} for more.
 */
class SwapKillIT {
    private static final int KILLS = Integer.getInteger("swaps", 6);
    private static final long SEED = Long.getLong("seed", 20_261_121L);
    private static final int LATEST_MILLIS = 4_000;
    private static final Duration LOOK = Duration.ofMillis(20);

    @TempDir
    Path scratch;

    @Test
    void runsWholeVersionsOnlyAndKeepsNothingHalf() throws Exception {
        Random random = new Random(SEED);
        try (Bench bench = new Bench(scratch)) {
            Swaps swaps = new Swaps(bench.home.effects());
            swaps.swap();
            Shape shape = both(bench);
            bench.using(shape);
            for (int i = 0; i < KILLS; i++) {
                swapUntilKilled(bench, swaps, shape, Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
            }

            try (ServiceProcess service = bench.home.start()) {
                Door door = service.awaitReady();
                String run = bench.run(door, shape);

                assertThat(bench.settleWhateverFailed(door)).isEmpty();
                assertThat(door.value("select status from report.runs where run_id = ?", run))
                        .isEqualTo("SUCCEEDED");
                assertThat(loaded(door)).hasSize(2).isSubsetOf(swaps.digests());
                assertThat(ran(door)).isSubsetOf(swaps.digests()).hasSizeGreaterThan(2);
                assertThat(door.ask("verify", Map.of()).path("problems")).isEmpty();
                assertThat(service.errors()).isEmpty();
            }
            assertThat(sizesOfKeptModules(bench.home.root())).doesNotContain(0L);
        }
    }

    /** One life, in which versions follow each other as fast as they are loaded, and each of them runs. */
    private static void swapUntilKilled(Bench bench, Swaps swaps, Shape shape, Duration uptime) throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> {
                while (service.alive()) {
                    swaps.swap();
                    awaitLoaded(service, door, swaps);
                    runUnlessKilled(bench, door, shape);
                }
            });

            assertThat(service.endsWithin(uptime)).as(service.log()).isFalse();
            service.kill();
            swapping.join();
        }
    }

    private static void awaitLoaded(ServiceProcess service, Door door, Swaps swaps) {
        try {
            while (service.alive() && !loaded(door).containsAll(swaps.newest())) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (IOException e) {
            return; // killed
        }
    }

    private static void runUnlessKilled(Bench bench, Door door, Shape shape) {
        try {
            bench.run(door, shape);
        } catch (IOException e) {
            return; // killed, or between two versions: there is no such type then
        }
    }

    private static Shape both(Bench bench) {
        String effect = "type: effect, with: { port: %d }".formatted(bench.effects.port());
        Node first = new Node("first", List.of(), true, 1, effect);
        return new Shape(
                "both", "", List.of(first, new Node("then", List.of("first"), false, 1, "type: " + Swaps.TYPE)));
    }

    private static Set<String> loaded(Door door) throws IOException {
        return texts(door.rows("select digest from report.plugins where state = 'LOADED' and kind in ('jar', 'wasm')"));
    }

    /** The code of every attempt that came to its end. */
    private static Set<String> ran(Door door) throws IOException {
        return texts(door.rows("select distinct plugin_digest from report.attempts where state = 'SUCCEEDED'"));
    }

    /** Without what stands before the hexadecimal digits. */
    private static Set<String> texts(List<JsonNode> rows) {
        return rows.stream()
                .map(row -> row.get(0).asText())
                .map(text -> text.substring(text.lastIndexOf(':') + 1))
                .collect(Collectors.toSet());
    }

    private static List<Long> sizesOfKeptModules(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("modules"))) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }
}
