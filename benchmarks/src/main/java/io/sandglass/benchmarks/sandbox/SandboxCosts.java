package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code sandbox}. */
public final class SandboxCosts implements Workload {
    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String about() {
        return "WebAssembly: kernels metered, unmetered, in plain Java and in V8; running and loading modules";
    }

    @Override
    public Duration most(boolean peers) {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<Contender> contenders(Stage stage) {
        List<Contender> contenders = new ArrayList<>();
        Kernel.all().forEach(kernel -> contenders.add(new KernelContender(kernel, stage)));
        contenders.add(new Runs(stage));
        contenders.add(new Loads(stage));
        return contenders;
    }
}
