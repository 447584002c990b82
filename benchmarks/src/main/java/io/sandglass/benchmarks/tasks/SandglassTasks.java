package io.sandglass.benchmarks.tasks;

import io.sandglass.spec.WorkflowKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Sandglass in this process: its engine and its embedded store. */
public final class SandglassTasks implements TaskSystem {
    private final Host host;
    private final String type;
    private final Map<String, WorkflowKey> deployed = new HashMap<>();

    private SandglassTasks(Host host, String type) {
        this.host = host;
        this.type = type;
    }

    /** With every completion durable before what needs it starts. */
    public static SandglassTasks strict(Path directory) {
        return new SandglassTasks(Host.open(directory), "bench.trivial");
    }

    @Override
    public String name() {
        return "Sandglass, strict";
    }

    @Override
    public String durability() {
        return Host.DURABILITY;
    }

    @Override
    public void chains(int chains, int length, int inFlight) throws InterruptedException {
        String id = "chain-" + length;
        WorkflowKey workflow = deployed.computeIfAbsent(id, name -> host.deploy(Documents.chain(name, type, length)));
        int window = Math.min(chains, inFlight);
        for (int begun = 0; begun < chains; begun++) {
            if (begun >= window) {
                host.awaitEnds(1);
            }
            host.begin(workflow);
        }
        host.awaitEnds(window);
    }

    @Override
    public void fan(int width) throws InterruptedException {
        host.begin(deployed.computeIfAbsent("fan-" + width, name -> host.deploy(Documents.fan(name, type, width))));
        host.awaitEnds(1);
    }

    @Override
    public long firstLine() throws InterruptedException {
        WorkflowKey workflow =
                deployed.computeIfAbsent("stamp", name -> host.deploy(Documents.chain(name, "bench.stamp", 1)));
        long submitted = System.nanoTime();
        host.begin(workflow);
        host.awaitEnds(1);
        return Moment.last() - submitted;
    }

    @Override
    public void settle() {
        host.awaitHistory();
    }

    @Override
    public void close() {
        host.close();
    }
}
