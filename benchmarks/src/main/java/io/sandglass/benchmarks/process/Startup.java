package io.sandglass.benchmarks.process;

import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import io.sandglass.spec.WorkflowKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code startup}. */
public final class Startup implements Workload {
    private static final int RUNS = 500;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String about() {
        return "bin/sandglass serve on a store of " + RUNS + " runs of 40 tasks";
    }

    @Override
    public List<Contender> contenders(Stage stage) throws Exception {
        Path home = stage.directory("startup");
        try (Host host = Host.open(home)) {
            WorkflowKey chain = host.deploy(Documents.chain("chain", "bench.trivial", 40));
            int runs = stage.size(RUNS);
            for (int i = 0; i < runs; i++) {
                host.begin(chain);
            }
            host.awaitEnds(runs);
        }
        return List.of(new Start(home, stage));
    }

    /** Starts the service twice: as it is, and with a word at the beginning of its main. */
    private static final class Start extends ProcessContender {
        private static final Measure READY = new Measure("exec to ready", "s");
        private static final Measure FROM_MAIN = new Measure("main to ready", "s");
        private static final Measure MEMORY = new Measure("memory when ready", "MB");
        private static final Pattern MAIN = Pattern.compile("^" + StampedMain.WORD + "$");

        private final Stage stage;

        Start(Path home, Stage stage) {
            super(home);
            this.stage = stage;
        }

        @Override
        public Map<Measure, Double> round() throws Exception {
            Map<Measure, Double> values = new LinkedHashMap<>();
            List<String> words;
            try (ServedHome served = ServedHome.start(stage, home())) {
                values.put(READY, served.await(ServedHome.READY).seconds());
                values.put(MEMORY, served.megabytes());
                words = served.words();
                served.stop();
            }
            try (ServedHome served = ServedHome.start(stamped(words))) {
                double main = served.await(MAIN).seconds();
                values.put(FROM_MAIN, served.await(ServedHome.READY).seconds() - main);
                served.stop();
            }
            return values;
        }

        private static List<String> stamped(List<String> words) {
            List<String> stamped = new ArrayList<>(words);
            int path = words.indexOf("-cp") + 1;
            stamped.set(path, words.get(path) + System.getProperty("path.separator") + ownPath());
            stamped.set(words.indexOf("io.sandglass.app.cli.Main"), StampedMain.class.getName());
            return stamped;
        }

        private static String ownPath() {
            return StampedMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
        }
    }
}
