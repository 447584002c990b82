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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code halfcpu}. */
public final class HalfMachine implements Workload {
    private static final int RUNS = 500;
    private static final int LENGTH = 40;

    @Override
    public String name() {
        return "halfcpu";
    }

    @Override
    public String about() {
        return RUNS + " runs of 40 tasks at once, with and without another program on half of the processors";
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        return List.of(new Disturbed(Host.open(stage.directory("halfcpu")), stage.size(RUNS)));
    }

    private static final class Disturbed implements Contender {
        private static final Measure FREE = Measure.rate("rate on a free machine", "tasks");
        private static final Measure SHARED = Measure.rate("rate on half a machine", "tasks");
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
                double shared = rate();
                values.put(FREE, free);
                values.put(SHARED, shared);
                values.put(RATIO, shared / free);
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

        private static Process busy() throws IOException {
            int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
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
