package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.util.List;

/** {@code seq40x1000}. */
public final class Chains1000 implements Workload {
    @Override
    public String name() {
        return "seq40x1000";
    }

    @Override
    public String about() {
        return "1,000 chains of 40 tasks, submitted at once";
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        ManyChains.Size size = new ManyChains.Size(stage.size(1_000), 40, stage.size(1_000));
        return List.of(new ManyChains(SandglassTasks.strict(stage.directory("strict")), size));
    }
}
