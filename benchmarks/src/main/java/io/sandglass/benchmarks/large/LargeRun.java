package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.spec.WorkflowSpec;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code dag100k}. */
public final class LargeRun implements Workload {
    private static final int WIDTH = 1_000;
    private static final int LAYERS = 100;

    @Override
    public String name() {
        return "dag100k";
    }

    @Override
    public String about() {
        return "one run of 100,000 tasks, in layers of 1,000 and as a fan, beside fans of 1,000";
    }

    @Override
    public Duration most(boolean peers) {
        return Duration.ofMinutes(2);
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        int width = stage.size(WIDTH);
        int all = width * LAYERS;
        Shape layers = new Shape("layers", Documents.layers("layers", "bench.trivial", LAYERS, width), all);
        Shape fan = new Shape("fan", Documents.fan("fan", "bench.trivial", all - 1), all);
        Shape small = new Shape("small", Documents.fan("small", "bench.trivial", width), width + 1);
        return List.of(new Planned(stage, layers, small), new Planned(stage, fan, small));
    }

    /**
     * @param tasks how many nodes it has
     */
    private record Shape(String name, String body, int tasks) {
        WorkflowKey key() {
            return new WorkflowKey("bench", name);
        }
    }

    private static final class Planned implements Contender {
        private static final Measure READ = new Measure("document to model", "s");
        private static final Measure PLAN = new Measure("plan", "s");
        /** Not of the collector, nor of other programs. */
        private static final Measure PLAN_CPU = new Measure("plan, CPU of the thread", "s");

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private static final Measure RATE = Measure.rate("rate", "tasks");
        private static final Measure SETTLED_RATE = Measure.rate("rate until history shows all", "tasks");
        private static final Measure RATIO = new Measure("rate over that of fan1000", "");
        private static final int SMALL_RUNS = 10;
        private static final long BETWEEN_LOOKS = Duration.ofMillis(2).toNanos();

        private final Shape large;
        private final Shape small;
        private final LargeCompiler compiler = new LargeCompiler();
        private final H2Store store;
        private final Room room;

        Planned(Stage stage, Shape large, Shape small) {
            this.large = large;
            this.small = small;
            store = H2Store.open(StoreSettings.inDirectory(stage.directory("large")));
            room = new Room(store.specs(), store.runs(), compiler, 100);
            room.save(large.key(), large.body());
            room.save(small.key(), small.body());
        }

        @Override
        public String system() {
            return "Sandglass, " + large.name();
        }

        @Override
        public String durability() {
            return Host.DURABILITY;
        }

        @Override
        public void warmUp() throws Exception {
            round();
        }

        @Override
        public Map<Measure, Double> round() throws Exception {
            Map<Measure, Double> values = new LinkedHashMap<>();
            long begun = System.nanoTime();
            WorkflowSpec spec = compiler.read(large.body());
            values.put(READ, (System.nanoTime() - begun) / 1e9);
            plan(spec, values);
            begun = System.nanoTime();
            double rate = rate(large, 1);
            values.put(RATE, rate);
            settle();
            values.put(SETTLED_RATE, large.tasks() * 1e9 / (System.nanoTime() - begun));
            values.put(RATIO, rate / rate(small, SMALL_RUNS));
            settle();
            return values;
        }

        /** Else what follows would share the processors with what is still to be written of this. */
        private void settle() {
            while (store.projectionLag().records() > 0) {
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }

        private void plan(WorkflowSpec spec, Map<Measure, Double> values) {
            long begun = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            compiler.planner().plan(spec);
            values.put(PLAN, (System.nanoTime() - begun) / 1e9);
            values.put(PLAN_CPU, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9);
        }

        /** Tasks a second, runs one after the other. */
        private double rate(Shape shape, int runs) throws InterruptedException {
            long begun = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                room.begin(shape.key());
                room.awaitEnds(1);
            }
            return shape.tasks() * runs * 1e9 / (System.nanoTime() - begun);
        }

        @Override
        public void close() {
            room.close();
            store.close();
        }
    }
}
