package io.sandglass.benchmarks.process;

import io.sandglass.benchmarks.host.Arrivals;
import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.spec.WorkflowKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code recovery10k}. */
public final class Recovery implements Workload {
    private static final int RUNS = 10_000;

    @Override
    public String name() {
        return "recovery10k";
    }

    @Override
    public String about() {
        return "10,000 open runs that wait: from the new process's start to all resumed";
    }

    @Override
    public List<Contender> contenders(Stage stage) throws Exception {
        Path home = stage.directory("recovery");
        int runs = stage.size(RUNS);
        try (Host host = Host.open(home)) {
            Arrivals waiting = Arrivals.waiting();
            host.workbench().engine().addListener(waiting);
            WorkflowKey workflow = host.deploy(Documents.waiting("waiting"));
            for (int i = 0; i < runs; i++) {
                waiting.begin(host.workbench().engine(), workflow);
            }
            waiting.await(runs);
        }
        return List.of(new Resumed(home, stage, runs));
    }

    private static final class Resumed extends ProcessContender {
        private static final Measure ALL = new Measure("exec to all resumed", "s");
        private static final Measure MEMORY = new Measure("memory then", "MB");
        private static final Pattern RESUMED = Pattern.compile("(\\d+) open runs go on");

        private final Stage stage;
        private final int runs;

        Resumed(Path home, Stage stage, int runs) {
            super(home);
            this.stage = stage;
            this.runs = runs;
        }

        @Override
        public Map<Measure, Double> round() throws Exception {
            try (ServedHome served = ServedHome.start(stage, home())) {
                ServedHome.Line line = served.await(RESUMED);
                if (Integer.parseInt(line.match().group(1)) != runs) {
                    throw new IllegalStateException(
                            runs + " runs were open, but " + line.match().group());
                }
                Map<Measure, Double> values = new LinkedHashMap<>();
                values.put(ALL, line.seconds());
                served.await(ServedHome.READY);
                values.put(MEMORY, served.megabytes());
                served.kill();
                return values;
            }
        }
    }
}
