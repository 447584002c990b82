package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Expressions;
import io.sandglass.migration.DocumentReader;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.MigrationChain;
import io.sandglass.plan.NodeTypes;
import io.sandglass.plan.Planner;
import io.sandglass.plan.StandardWorkflowCompiler;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.plugin.host.PluginEntry;
import io.sandglass.plugin.host.PluginRegistry;
import io.sandglass.plugin.host.PluginSources;
import io.sandglass.plugin.wasm.KeptModules;
import io.sandglass.sandbox.quarantine.Quarantine;
import io.sandglass.spec.ReadResult;
import io.sandglass.spec.SpecReader;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.Unavailable;
import io.sandglass.store.ledger.PluginRow;
import io.sandglass.trigger.time.StandardCronSyntax;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The node types of one home and the compiler that checks workflows against them. All that is needed to look at a
 * workflow without running it. Thread-safe; close it.
 */
public final class Catalog implements AutoCloseable {
    /** A file that was copied just now is given this long to become whole. */
    private static final Duration FRESH_COPIES = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Home home;
    private final LazySandbox sandbox;
    private final KeptModules kept;
    private final PluginRegistry registry;
    private final DocumentReader documents = new DocumentReader();
    private final MigrationChain migrations = MigrationChain.standard();
    private final SpecReader reader = new SpecReader(new StandardCronSyntax(), new Expressions());
    private final WorkflowCompiler compiler;

    private Catalog(Home home, List<Path> directories, Administration administration) {
        this.home = requireNonNull(home, "home");
        Quarantine quarantine = Quarantine.in(home.quarantine(), Clock.systemUTC());
        this.sandbox = new LazySandbox(home.cache().resolve("wasm"), administration.sandbox(), quarantine);
        this.kept = new KeptModules(home.modules());
        this.registry = new PluginRegistry(
                PluginSources.in(directories.toArray(Path[]::new))
                        .withBuiltInsOf(Catalog.class.getClassLoader())
                        .withSandbox(sandbox::get)
                        .withKept(kept)
                        .withReserved(Unavailable.nodeTypes())
                        .withAllowed(administration.plugins()),
                quarantine);
        NodeTypes types = new PluginNodeTypes(registry);
        this.compiler = new StandardWorkflowCompiler(reader, planner(types, administration));
    }

    private static Planner planner(NodeTypes types, Administration administration) {
        return new Planner(types, administration.cap())
                .pools(administration.tenancy().pools().keySet())
                .guestMemory(administration.sandbox()::memoryBudgetBytes);
    }

    /**
     * Reads the home's plugins once.
     *
     * @param further directories with more plugins
     */
    public static Catalog open(Home home, List<Path> further) {
        Administration administration = Administration.of(home);
        List<Path> directories = new ArrayList<>();
        directories.add(home.plugins());
        directories.addAll(further);
        Catalog catalog = new Catalog(home, directories, administration);
        catalog.settle(FRESH_COPIES);
        return catalog;
    }

    public Home home() {
        return home;
    }

    /** The modules that its plugins ran. */
    KeptModules kept() {
        return kept;
    }

    public PluginRegistry registry() {
        return registry;
    }

    public WorkflowCompiler compiler() {
        return compiler;
    }

    /**
     * Lets a plugin run again that is in quarantine.
     *
     * @param plugin its digest, or the beginning of it, or a node type
     * @return its digest
     * @throws IllegalArgumentException if there is not exactly one that this means; the message says what there is
     */
    public String release(String plugin) {
        return registry.release(plugin);
    }

    /** Loads the sandbox's engine on a thread in the background, if this home has WASM modules at all. */
    void warmUp() {
        boolean needed =
                registry.entries().stream().anyMatch(entry -> entry.kind().equals("wasm"));
        if (needed) {
            sandbox.warmUp();
        }
    }

    /** Guests that did not stop when told to and still run. */
    int runningStrays() {
        return sandbox.runningStrays();
    }

    /** Every plugin there is, as history shows it. */
    public List<PluginRow> plugins() {
        return registry.entries().stream().map(Catalog::row).toList();
    }

    /**
     * The triggers of a document by name, whether or not its node types are there.
     *
     * @throws InvalidSpec if it does not read
     */
    Map<String, TriggerSpec> triggersOf(String body) {
        ReadResult read = reader.read(migrations.upgrade(documents.read(body)).document());
        if (!read.problems().isEmpty()) {
            throw new InvalidSpec(read.problems());
        }
        return read.spec().triggers();
    }

    /**
     * Reads the plugins until none of their files is being written any more.
     *
     * @param most how long to wait for that
     * @return files that are still being written
     */
    List<String> settle(Duration most) {
        long began = System.nanoTime();
        List<String> unsettled = registry.scan().unsettled();
        while (!unsettled.isEmpty()
                && System.nanoTime() - began < most.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            unsettled = registry.scan().unsettled();
        }
        return unsettled;
    }

    @Override
    public void close() {
        registry.close();
        sandbox.close();
    }

    private static PluginRow row(PluginEntry entry) {
        return new PluginRow(
                entry.file(),
                entry.kind(),
                PluginNodeTypes.digest(entry.kind(), entry.digest()),
                entry.types().stream()
                        .map(type -> type.name() + "@" + type.version())
                        .toList(),
                entry.state().name(),
                entry.reason().orElse(""),
                entry.loadedAt());
    }
}
