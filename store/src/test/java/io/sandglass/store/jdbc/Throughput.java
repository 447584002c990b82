package io.sandglass.store.jdbc;

import static io.sandglass.store.jdbc.Samples.attemptStarted;
import static io.sandglass.store.jdbc.Samples.ended;
import static io.sandglass.store.jdbc.Samples.started;
import static io.sandglass.store.jdbc.Samples.succeeded;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Prints how many records a second the store takes, by the size of the batches, and what an output of 8 MiB costs. */
public final class Throughput {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);
    private static final Payload OUTPUT = Payload.of(Map.of("rows", 42, "name", "settlement", "ok", true));

    private Throughput() {}

    /** @param args an empty directory for the database, or none for memory */
    public static void main(String[] args) throws Exception {
        StoreSettings settings =
                args.length == 0 ? StoreSettings.inMemory() : StoreSettings.inDirectory(Path.of(args[0]));
        try (H2Store store = H2Store.open(settings)) {
            Iterator<RunRecord> records = LongStream.iterate(1, id -> id + 1)
                    .boxed()
                    .flatMap(Throughput::run)
                    .iterator();
            measure(store, records, 1_000); // warms up
            for (int size : new int[] {1, 10, 100, 1_000}) {
                measure(store, records, size);
            }
            large(store);
        }
        if (args.length > 0) {
            System.out.printf("file: %,d bytes%n", Files.size(Path.of(args[0], "sandglass.mv.db")));
        }
    }

    private static void measure(H2Store store, Iterator<RunRecord> records, int size) {
        List<Long> times = new ArrayList<>();
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < LONG_ENOUGH.toNanos()) {
            List<RunRecord> batch = Stream.generate(records::next).limit(size).toList();
            long start = System.nanoTime();
            store.runs().append(batch);
            now = System.nanoTime();
            times.add(now - start);
        }
        times.sort(null);
        System.out.printf(
                "batches of %d: %,d records/s, median %,d us, p99 %,d us%n",
                size,
                times.size() * size * 1_000_000_000L / (now - begin),
                times.get(times.size() / 2) / 1_000,
                times.get(times.size() * 99 / 100) / 1_000);
    }

    private static void large(H2Store store) {
        Payload output = Payload.of("x".repeat(8 * 1024 * 1024));
        for (int i = 0; i < 5; i++) {
            RunId run = new RunId(Long.MAX_VALUE - i);
            long begin = System.nanoTime();
            store.runs().append(Samples.records(run, started(Cause.manual()), succeeded("load", 1, output)));
            long stored = System.nanoTime();
            store.runs().events(run);
            System.out.printf(
                    "output of 8 MiB: stored in %d ms, read in %d ms%n",
                    (stored - begin) / 1_000_000, (System.nanoTime() - stored) / 1_000_000);
        }
    }

    /** A run of two nodes: six records. */
    private static Stream<RunRecord> run(long number) {
        return Samples.records(
                new RunId(number),
                started(Cause.manual()),
                attemptStarted("load", 1),
                succeeded("load", 1, OUTPUT),
                attemptStarted("post", 1),
                succeeded("post", 1, OUTPUT),
                ended(RunStatus.SUCCEEDED, Optional.empty()))
                .stream();
    }
}
