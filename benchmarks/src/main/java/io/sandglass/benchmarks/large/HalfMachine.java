package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.spec.WorkflowKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code halfcpu}. */
public final class HalfMachine implements Workload {
    private static final int RUNS = 2_000;
    private static final int LENGTH = 40;

    @Override
    public String name() {
        return "halfcpu";
    }

    @Override
    public String about() {
        return RUNS + " runs of 40 tasks at once, with and without another program that wants all processors";
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        return List.of(new Disturbed(Host.open(stage.directory("halfcpu")), stage.size(RUNS)));
    }

    private static final class Disturbed implements Contender {
        private static final Measure FREE = Measure.rate("rate on a free machine", "tasks");
        private static final Measure SHARED = Measure.rate("rate on half a machine", "tasks");
        private static final Measure TAKEN = new Measure("processors that the other program got, of all", "");
        private static final Duration LONGEST = Duration.ofSeconds(20);
        private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();
        private static final Measure RATIO = new Measure("rate over that of a free machine", "");

        private final Host host;
        private final int runs;
        private final WorkflowKey chain;

        Disturbed(Host host, int runs) {
            this.host = host;
            this.runs = runs;
            this.chain = host.deploy(Documents.chain("chain", "bench.trivial", LENGTH));
        }

        @Override
        public String system() {
            return "Sandglass, strict";
        }

        @Override
        public String durability() {
            return Host.DURABILITY;
        }

        @Override
        public void warmUp() throws Exception {
            rate();
        }

        @Override
        public Map<Measure, Double> round() throws Exception {
            Map<Measure, Double> values = new LinkedHashMap<>();
            double free = rate();
            Process other = busy();
            try {
                awaitBusy(other);
                long begun = System.nanoTime();
                long before = cpuNanos(other);
                double shared = rate();
                double taken = (double) (cpuNanos(other) - before) / (System.nanoTime() - begun);
                values.put(FREE, free);
                values.put(SHARED, shared);
                values.put(RATIO, shared / free);
                values.put(TAKEN, taken / Runtime.getRuntime().availableProcessors());
                return values;
            } finally {
                other.destroyForcibly().waitFor();
            }
        }

        private double rate() throws InterruptedException {
            long begun = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                host.begin(chain);
            }
            host.awaitEnds(runs);
            host.awaitHistory();
            return runs * LENGTH * 1e9 / (System.nanoTime() - begun);
        }

        /** Until it has begun to spin, else it would be measured how long a JVM takes to start. */
        private static void awaitBusy(Process other) {
            long begun = System.nanoTime();
            while (cpuNanos(other) < Duration.ofSeconds(1).toNanos()) {
                if (!other.isAlive() || System.nanoTime() - begun > LONGEST.toNanos()) {
                    throw new IllegalStateException("the other program takes no processor");
                }
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }

        private static long cpuNanos(Process process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }

        /** One thread for each processor: a fair share of a machine that is full is half, by programs. */
        private static Process busy() throws IOException {
            int threads = Runtime.getRuntime().availableProcessors();
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return new ProcessBuilder(
                            java,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Busy.class.getName(),
                            Integer.toString(threads))
                    .inheritIO()
                    .start();
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
