package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.spec.WorkflowKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sandglass in this process: its engine and its embedded store. */
public final class SandglassTasks implements TaskSystem {
    private static final String TYPE = "bench.trivial";

    private final String kind;
    private final Host host;
    private final Map<String, WorkflowKey> deployed = new HashMap<>();

    private SandglassTasks(String kind, Host host) {
        this.kind = kind;
        this.host = host;
    }

    /** Each kind with a store of its own. */
    static List<SandglassTasks> kinds(Stage stage) {
        return List.of(new SandglassTasks("strict", Host.open(stage.directory("strict"))));
    }

    @Override
    public String name() {
        return "Sandglass, " + kind;
    }

    @Override
    public String durability() {
        return Host.DURABILITY;
    }

    @Override
    public void chains(int chains, int length, int inFlight) throws InterruptedException {
        String id = "chain-" + length;
        WorkflowKey workflow = deployed.computeIfAbsent(id, name -> host.deploy(Documents.chain(name, TYPE, length)));
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
        host.begin(deployed.computeIfAbsent("fan-" + width, name -> host.deploy(Documents.fan(name, TYPE, width))));
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
    public boolean settle() {
        host.awaitHistory();
        return true;
    }

    @Override
    public void close() {
        host.close();
    }
}
