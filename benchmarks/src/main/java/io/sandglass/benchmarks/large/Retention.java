package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.retention.Prune;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code retention}. */
public final class Retention implements Workload {
    private static final int RUNS = 100_000;

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String about() {
        return "deleting a hundred thousand runs of ten nodes while others are recorded: how long one of those waits";
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        return List.of(new Deleting(stage));
    }

    /** Records of whole runs come one after the other, with or without somebody who deletes old ones. */
    private static final class Deleting implements Contender {
        private static final Measure PAUSE = Measure.millis("longest wait while runs are deleted");
        private static final Measure OTHERWISE = Measure.millis("longest wait otherwise");
        private static final Measure RATE = Measure.rate("deleted", "runs");
        private static final int BATCH_RUNS = 45; // about a thousand records
        private static final long BETWEEN = Duration.ofMillis(2).toNanos();
        private static final int COMPARED_MILLIS = 10_000;

        private final H2Store store;
        private final int runs;
        private final Duration compared;
        private long last;

        Deleting(Stage stage) {
            runs = stage.size(RUNS);
            compared = Duration.ofMillis(stage.size(COMPARED_MILLIS));
            store = H2Store.open(StoreSettings.inDirectory(stage.directory("retention")));
        }

        @Override
        public String system() {
            return "Sandglass store, " + runs + " runs";
        }

        @Override
        public String durability() {
            return Host.DURABILITY;
        }

        @Override
        public void warmUp() throws InterruptedException {
            round(Math.max(1, runs / 20));
        }

        @Override
        public Map<Measure, Double> round() throws InterruptedException {
            return round(runs);
        }

        private Map<Measure, Double> round(int runs) throws InterruptedException {
            fill(runs);
            Map<Measure, Double> values = new LinkedHashMap<>();
            long end = System.nanoTime() + compared.toNanos();
            values.put(OTHERWISE, longestWait(() -> System.nanoTime() < end));
            Prune prune = new Prune(
                    Optional.empty(),
                    Set.of(RunStatus.SUCCEEDED, RunStatus.FAILED),
                    PastRuns.at(last),
                    Prune.What.RUNS);
            long[] deleted = {0, 0};
            Thread deleting = new Thread(() -> {
                long begun = System.nanoTime();
                deleted[0] = store.prune(prune, () -> true);
                deleted[1] = System.nanoTime() - begun;
            });
            deleting.start();
            values.put(PAUSE, longestWait(deleting::isAlive));
            deleting.join();
            values.put(RATE, deleted[0] * 1e9 / deleted[1]);
            return values;
        }

        private void fill(int runs) {
            for (long end = last + runs; last < end; ) {
                List<RunRecord> batch = new ArrayList<>();
                for (int i = 0; i < BATCH_RUNS && last < end; i++) {
                    last++;
                    batch.addAll(PastRuns.run(last));
                }
                store.runs().append(batch);
            }
            while (store.projectionLag().records() > 0) {
                LockSupport.parkNanos(BETWEEN);
            }
        }

        /** Milliseconds. */
        private double longestWait(BooleanSupplier goOn) {
            long longest = 0;
            while (goOn.getAsBoolean()) {
                last++;
                List<RunRecord> run = PastRuns.run(last);
                long begun = System.nanoTime();
                store.runs().append(run);
                longest = Math.max(longest, System.nanoTime() - begun);
                LockSupport.parkNanos(BETWEEN);
            }
            return longest / 1e6;
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
