package io.sandglass.benchmarks;

import io.sandglass.benchmarks.measure.Figure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Suite;
import io.sandglass.benchmarks.measure.Workload;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Measures the workloads named on the command line, or all, and prints one table. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Stage stage = new Stage(Path.of("target", "benchmarks"), Path.of(""), 1, false);
        Suite suite = new Suite(stage, 5, System.err);
        for (Workload workload : ServiceLoader.load(Workload.class)) {
            for (Figure figure : suite.run(workload)) {
                System.out.println(figure);
            }
        }
    }
}
