package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.Sandglass;
import io.sandglass.app.torture.Shape.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Case D9: much history, readers who take long, and old runs that are deleted, while others run. Their time from launch to end is
 * to be no more than twice what it is without, at the 99th percentile; on a machine that is busy with other things some
 * milliseconds more. It is measured, so only those who ask for it get it: {@code -Dhistory.mb=64}, or 10240 for all of the case.
 */
class LongHistoryIT {
    private static final int MEGABYTES = Integer.getInteger("history.mb", 0);

    /** Each puts out so many kilobytes that are like no other: less than what gets a file of its own. */
    private static final int NODES = 20;

    private static final String OUTPUT = "type: echo, with: { text: \"{{ $pad(run.id, 51200, run.id & ' %d ') }}\" }";
    private static final int MEASURED = 200;
    private static final Duration NOISE = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path scratch;

    @Test
    void slowsRunsDownToTwiceTheirTimeAtMost() throws Exception {
        assumeTrue(MEGABYTES > 0, "skipped: it measures time; ask for it with -Dhistory.mb=64 or more");
        try (Bench bench = new Bench(scratch)) {
            Shape probe = new Shape("probe", "", List.of(echo("a", List.of()), echo("b", List.of("a"))));
            bench.using(probe);
            bench.home.withOptions("-Xmx512m");
            try (ServiceProcess service = bench.home.start()) {
                Door door = service.awaitReady();
                write(door);
                p99(door, probe); // warms up
                Duration alone = p99(door, probe);

                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> read(door, over));
                CompletableFuture<Integer> deleted = CompletableFuture.supplyAsync(() -> delete(door, over));
                Duration beside = p99(door, probe);
                over.set(true);

                System.out.printf(
                        "%d MB of history, p99 alone %s, beside a reader and deletion %s; %d reads, %d runs deleted%n",
                        size(bench.home.data()) >> 20, alone, beside, reader.join(), deleted.join());
                assertThat(deleted.join()).isPositive();
                assertThat(reader.join()).isPositive();
                assertThat(beside).isLessThan(alone.multipliedBy(2).plus(NOISE));
                assertThat(service.errors()).isEmpty();
                assertThat(door.ask("verify", Map.of()).path("problems")).isEmpty();
            }
        }
    }

    /** A run of it leaves a megabyte. */
    private static Shape large() {
        return new Shape(
                "large",
                "",
                IntStream.range(0, NODES)
                        .mapToObj(i -> new Node("n" + i, List.of(), false, 1, OUTPUT.formatted(i)))
                        .toList());
    }

    private static Node echo(String id, List<String> needs) {
        return new Node(id, needs, false, 1, "type: echo, with: { text: probe }");
    }

    private static void write(Door door) {
        for (int i = 0; i < MEGABYTES; i++) {
            Sandglass.await("a launch", LONG, () -> isLaunched(door, large()));
        }
        Sandglass.await("the history", LONG, () -> door.open(Instant.now()) == 0);
    }

    /** It is refused while the history is too far behind. */
    private static boolean isLaunched(Door door, Shape shape) {
        try {
            door.run(shape);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** From launch to end, of runs one after the other. */
    private static Duration p99(Door door, Shape probe) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < MEASURED; i++) {
            long begin = System.nanoTime();
            String run = door.run(probe);
            JsonNode progress = door.progress(run);
            while (progress.path("status").asText().equals("RUNNING")) {
                progress = door.progress(run);
            }
            nanos.add(System.nanoTime() - begin);
        }
        Collections.sort(nanos);
        return Duration.ofNanos(nanos.get(MEASURED * 99 / 100 - 1));
    }

    /** @return how many of them came to an end */
    private static int read(Door door, AtomicBoolean over) {
        int reads = 0;
        while (!over.get()) {
            try {
                door.rows("select count(*) from report.events a, report.events b where a.at < b.at");
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("took too long"); // and was cut off
            }
            reads++;
        }
        return reads;
    }

    /** @return how many runs */
    private static int delete(Door door, AtomicBoolean over) {
        int deleted = 0;
        while (!over.get()) {
            try {
                Map<String, Object> old = Map.of("olderThan", "PT1S", "status", "SUCCEEDED", "sure", true);
                deleted += door.ask("prune", old).path("runs").asInt();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return deleted;
    }

    private static long size(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
