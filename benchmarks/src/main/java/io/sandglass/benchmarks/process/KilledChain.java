package io.sandglass.benchmarks.process;

import bench.plugin.MarkNode;
import io.sandglass.app.Home;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ServiceAddress;
import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code killed40}. */
public final class KilledChain implements Workload {
    private static final int KILLED_AFTER = 20;

    @Override
    public String name() {
        return "killed40";
    }

    @Override
    public String about() {
        return "a run of 40 tasks of 20 ms, killed with SIGKILL at half: from the new process's start to the next task";
    }

    @Override
    public List<Contender> contenders(Stage stage) throws Exception {
        Home home = new Home(stage.directory("killed")).create();
        PluginJar.write(home.plugins().resolve("mark.jar"), MarkNode.class);
        return List.of(new Killed(home, stage));
    }

    private static final class Killed extends ProcessContender {
        private static final Measure NEXT = new Measure("exec to next node", "s");
        private static final Duration LONGEST = Duration.ofMinutes(1);
        private static final long BETWEEN_LOOKS = Duration.ofMillis(1).toNanos();

        private final Home home;
        private final Stage stage;

        Killed(Home home, Stage stage) {
            super(home.root());
            this.home = home;
            this.stage = stage;
        }

        @Override
        public Map<Measure, Double> round() throws Exception {
            Path marks = Files.createTempFile(stage.scratch(), "marks", ".txt");
            try (ServedHome served = ServedHome.start(stage, home.root())) {
                served.await(ServedHome.READY);
                begin(marks);
                awaitMarks(marks, KILLED_AFTER);
                served.kill();
            }
            int before = Files.readAllLines(marks).size();
            try (ServedHome served = ServedHome.start(stage, home.root())) {
                String next = awaitMarks(marks, before + 1).get(before);
                double seconds = (Long.parseLong(next.split(" ")[1]) - served.begun()) / 1e9;
                awaitEnd(marks);
                served.stop();
                return Map.of(NEXT, seconds);
            }
        }

        private void begin(Path marks) throws IOException {
            ControlClient control =
                    new ControlClient(ServiceAddress.read(home.serviceFile()).orElseThrow());
            String document = Documents.chain("marks", "bench.mark", 40)
                    .replace("type: bench.mark", "type: bench.mark, with: { file: \"" + marks + "\" }");
            control.ask("run", Map.of("document", document, "source", "benchmark", "inputs", Map.of()));
        }

        /** Else the rest of this run would slow down the next round. */
        private static void awaitEnd(Path marks) throws IOException {
            long begun = System.nanoTime();
            while (Files.readAllLines(marks).stream().noneMatch(line -> line.startsWith("n39 "))) {
                pause(begun, marks);
            }
        }

        private static List<String> awaitMarks(Path marks, int count) throws IOException {
            long begun = System.nanoTime();
            List<String> lines = Files.readAllLines(marks);
            while (lines.size() < count) {
                pause(begun, marks);
                lines = Files.readAllLines(marks);
            }
            return lines;
        }

        private static void pause(long begun, Path marks) throws IOException {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new IllegalStateException("the run does not go on: " + Files.readString(marks));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
