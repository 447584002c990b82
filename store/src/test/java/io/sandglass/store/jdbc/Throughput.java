package io.sandglass.store.jdbc;

import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.database.Session;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.intake.RecordBytes;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.PlacedChange;
import io.sandglass.store.tables.Tables;
import io.sandglass.store.tables.WriteMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints what the projection of runs costs, how fast records are acknowledged, and what an output of 8 MiB takes. */
public final class Throughput {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);
    private static final Payload OUTPUT = Payload.of(Map.of("rows", 42, "name", "settlement", "ok", true));
    private static final int BATCH_RECORDS = 4_000;

    private long next = 1;

    private Throughput() {}

    /** @param args an empty directory */
    public static void main(String[] args) throws Exception {
        Throughput measuring = new Throughput();
        Path directory = Path.of(args[0]);
        try (Home home = Home.open(StoreSettings.inDirectory(directory), "async:");
                Session writer = new Session(home.connection(), home.database()::connect)) {
            for (int nodes : new int[] {40, 1, 40, 1}) {
                measuring.project(writer, nodes);
            }
        }
        System.out.printf("file: %,d bytes%n", Files.size(directory.resolve("sandglass.mv.db")));
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory.resolve("appending")))) {
            measuring.append(store, 1_000); // warms up
            for (int size : new int[] {1, 10, 100, 1_000}) {
                measuring.append(store, size);
            }
            large(store);
        }
    }

    private void project(Session writer, int nodes) {
        Tables tables = new Tables();
        long records = 0;
        long runs = 0;
        long wall = System.nanoTime();
        long busy = 0;
        while (System.nanoTime() - wall < LONG_ENOUGH.toNanos()) {
            List<PlacedChange> entries = new ArrayList<>();
            for (int count = 0; count < BATCH_RECORDS; runs++) {
                Change change = new Change.Runs(new RecordBytes(StoreParts.LONGEST_EVENT, null)
                        .encode(run(nodes))
                        .records());
                entries.add(new PlacedChange(next, change));
                count += change.records();
                records += change.records();
            }
            long begin = cpu();
            writer.transaction(sql -> {
                tables.write(sql, entries, List.of(), WriteMode.QUICK);
                return true;
            });
            busy += cpu() - begin;
        }
        System.out.printf(
                "projection of runs of %d nodes: %,d runs/s, %,d attempts/s, %,d records/s of one processor%n",
                nodes,
                runs * 1_000_000_000L / busy,
                nodes * runs * 1_000_000_000L / busy,
                records * 1_000_000_000L / busy);
    }

    private void append(H2Store store, int size) {
        List<Long> times = new ArrayList<>();
        long begin = System.nanoTime();
        long now = begin;
        List<RunRecord> records = new ArrayList<>();
        while (now - begin < LONG_ENOUGH.toNanos()) {
            while (records.size() < size) {
                records.addAll(run(2));
            }
            long start = System.nanoTime();
            store.runs().append(records.subList(0, size));
            now = System.nanoTime();
            records.subList(0, size).clear();
            times.add(now - start);
        }
        times.sort(null);
        System.out.printf(
                "batches of %d: %,d records/s, median %,d us, p99 %,d us; behind: %s%n",
                size,
                times.size() * size * 1_000_000_000L / (now - begin),
                times.get(times.size() / 2) / 1_000,
                times.get(times.size() * 99 / 100) / 1_000,
                store.projectionLag());
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

    private List<RunRecord> run(int nodes) {
        List<RunEvent> events = new ArrayList<>(List.of(started(Cause.manual())));
        for (int node = 1; node <= nodes; node++) {
            events.add(attemptStarted("node-" + node, 1));
            events.add(succeeded("node-" + node, 1, OUTPUT));
        }
        events.add(ended(RunStatus.SUCCEEDED, Optional.empty()));
        return Samples.records(new RunId(next++), events.toArray(RunEvent[]::new));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
