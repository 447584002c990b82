package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.spec.InputBinder;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.time.Platform;
import java.time.Duration;

/**
 * A home opened for running workflows: its store, its node types and an engine over both. Only one process at a time can
 * have a home open. Thread-safe; close it.
 */
public final class Workbench implements AutoCloseable {
    private final Catalog catalog;
    private final H2Store store;
    private final Platform platform;
    private final WorkflowEngine engine;
    private final FuelOfToday fuel;

    private Workbench(Catalog catalog, H2Store store, Administration administration) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.store = requireNonNull(store, "store");
        this.platform = Platform.system(0);
        this.engine = new WorkflowEngine(
                EngineConfig.of(store.specs(), store.runs(), catalog.compiler(), new InputBinder()::bind, platform)
                        .typesGeneration(catalog.registry()::generation)
                        .grants(administration.grants())
                        .secrets(administration.secrets().in(catalog.home()))
                        .limits(administration.engine()));
        this.fuel = new FuelOfToday(store.history(), store::awaitApplied, platform, engine.fuel());
        fuel.begin(administration.tenancy());
    }

    /**
     * Opens the catalog's home, creating what is missing. The catalog stays the caller's to close, after this.
     *
     * @throws io.sandglass.store.directory.StoreRefused if another process has it open, or its data is damaged or newer
     */
    public static Workbench open(Catalog catalog, Administration administration) {
        return open(catalog, administration, administration.store(catalog.home()));
    }

    /** The same on a store that is opened otherwise. */
    public static Workbench open(Catalog catalog, Administration administration, StoreSettings settings) {
        H2Store store = H2Store.open(settings);
        try {
            return new Workbench(catalog, store, administration);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    public Catalog catalog() {
        return catalog;
    }

    public H2Store store() {
        return store;
    }

    public Platform platform() {
        return platform;
    }

    public WorkflowEngine engine() {
        return engine;
    }

    /** Whether it is known what tenants have used of their fuel of today; until then their guests wait, for some minutes. */
    boolean fuelKnown() {
        return fuel.known();
    }

    /** Keeps a compiled document as a revision of its workflow. */
    public StoredSpec save(CompiledWorkflow compiled, String body, String source) {
        return store.specs()
                .save(
                        compiled.plan().spec().key(),
                        body,
                        source,
                        platform.clock().now());
    }

    /** Writes down which plugins there are, for history. */
    public void recordPlugins() {
        store.replacePlugins(catalog.plugins());
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Closes after running attempts have had a while to end; what is left stays open in the store. */
    void close(Duration grace) {
        engine.drain(grace);
        fuel.close();
        platform.close();
        store.close();
    }
}
