package io.sandglass.benchmarks.process;

import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.measure.Contender;
import java.nio.file.Path;

/** The service as a process, on a home of its own. */
abstract class ProcessContender implements Contender {
    private final Path home;

    ProcessContender(Path home) {
        this.home = home;
    }

    final Path home() {
        return home;
    }

    @Override
    public final String system() {
        return "Sandglass service";
    }

    @Override
    public final String durability() {
        return Host.DURABILITY;
    }

    @Override
    public void warmUp() throws Exception {
        round(); // the class-data archive is made, and files are in the system's cache
    }

    @Override
    public void close() {
        // each round ends its processes itself
    }
}
