package io.sandglass.benchmarks.large;

import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.benchmarks.host.Arrivals;
import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** {@code waiting}. */
public final class WaitingRuns implements Workload {
    private static final int FEW = 10_000;
    private static final int MANY = 50_000;

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String about() {
        return "heap after collection at 10,000 and at 50,000 waiting runs, and what one costs by their difference";
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        Catalog catalog = Catalog.open(new Home(stage.directory("waiting")).create(), List.of());
        return List.of(new Waiting(catalog, stage.size(FEW), stage.size(MANY)));
    }

    /** On a store that keeps nothing. */
    private static final class Waiting implements Contender {
        private static final Measure EACH = new Measure("heap per waiting run", "bytes");
        private static final int ROOM_FOR = 100_000;

        private final Catalog catalog;
        private final int few;
        private final int many;

        Waiting(Catalog catalog, int few, int many) {
            this.catalog = catalog;
            this.few = few;
            this.many = many;
        }

        @Override
        public String system() {
            return "Sandglass engine";
        }

        @Override
        public String durability() {
            return "none";
        }

        @Override
        public void warmUp() throws Exception {
            round();
        }

        @Override
        public Map<Measure, Double> round() throws Exception {
            Arrivals waiting = Arrivals.waiting();
            String document = Documents.waiting("waiting");
            try (Room room = new Room(
                    new InMemoryStore().specs(), new Forgetful(), catalog.compiler(), Math.max(ROOM_FOR, many))) {
                WorkflowKey workflow =
                        catalog.compiler().compile(document).plan().spec().key();
                room.save(workflow, document);
                room.engine().addListener(waiting);
                begin(waiting, room, workflow, few);
                long before = heapAfterCollection();
                begin(waiting, room, workflow, many - few);
                return Map.of(EACH, (double) (heapAfterCollection() - before) / (many - few));
            }
        }

        private static void begin(Arrivals waiting, Room room, WorkflowKey workflow, int count)
                throws InterruptedException {
            for (int i = 0; i < count; i++) {
                waiting.begin(room.engine(), workflow);
            }
            waiting.await(count);
        }

        private static long heapAfterCollection() {
            System.gc();
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        @Override
        public void close() {
            catalog.close();
        }
    }
}
