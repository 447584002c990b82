package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.host.Documents;
import io.sandglass.benchmarks.host.Host;
import io.sandglass.benchmarks.host.Moment;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.journal.Durability;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Sandglass in this process: its engine and its embedded store. */
public final class SandglassTasks implements TaskSystem {
    private final Kind kind;
    private final Host host;
    private final Map<String, WorkflowKey> deployed = new HashMap<>();

    private SandglassTasks(Kind kind, Host host) {
        this.kind = kind;
        this.host = host;
    }

    /** When a node may start: by its workflow's pace, by what its type says of itself, and by the store's durability. */
    private enum Kind {
        STRICT("bench.trivial", Durability.POWER),
        PURE("bench.pure", Durability.POWER),
        RELAXED("bench.trivial", Durability.POWER),
        UNSYNCED("bench.trivial", Durability.PROCESS);

        private final String type;
        private final Durability durability;

        Kind(String type, Durability durability) {
            this.type = type;
            this.durability = durability;
        }

        /** Both strict kinds are the same but for their durability. */
        String words() {
            return (this == UNSYNCED ? STRICT : this).name().toLowerCase(Locale.ROOT);
        }

        String paced(String document) {
            return this == RELAXED ? Documents.relaxed(document) : document;
        }
    }

    /** Each kind with a store of its own. */
    static List<SandglassTasks> kinds(Stage stage) {
        return Stream.of(Kind.values())
                .map(kind -> new SandglassTasks(kind, Host.open(stage.directory(kind.words()), kind.durability)))
                .toList();
    }

    @Override
    public String name() {
        return "Sandglass, " + kind.words();
    }

    @Override
    public String durability() {
        return kind.durability.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void chains(int chains, int length, int inFlight) throws InterruptedException {
        String id = "chain-" + length;
        WorkflowKey workflow = deployed(id, name -> Documents.chain(name, kind.type, length));
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
        String id = "fan-" + width;
        host.begin(deployed(id, name -> Documents.fan(name, kind.type, width)));
        host.awaitEnds(1);
    }

    @Override
    public long firstLine() throws InterruptedException {
        WorkflowKey workflow = deployed("stamp", name -> Documents.chain(name, "bench.stamp", 1));
        long submitted = System.nanoTime();
        host.begin(workflow);
        host.awaitEnds(1);
        return Moment.last() - submitted;
    }

    private WorkflowKey deployed(String id, UnaryOperator<String> document) {
        return deployed.computeIfAbsent(id, name -> host.deploy(kind.paced(document.apply(name))));
    }

    @Override
    public boolean thorough() {
        return true;
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
