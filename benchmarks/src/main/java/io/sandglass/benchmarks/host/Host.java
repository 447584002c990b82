package io.sandglass.benchmarks.host;

import io.sandglass.app.Administration;
import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.app.Workbench;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A home opened in this process with the settings that the service has. Thread-safe; close it. */
public final class Host implements AutoCloseable {
    /** What the store's default is called in the table. */
    public static final String DURABILITY = "power";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Catalog catalog;
    private final Workbench workbench;
    private final Arrivals ends = Arrivals.ended();

    private Host(Catalog catalog, Workbench workbench) {
        this.catalog = catalog;
        this.workbench = workbench;
        workbench.engine().recover();
        workbench.engine().addListener(ends);
    }

    /** At the store's default durability. */
    public static Host open(Path directory) {
        return open(directory, Durability.POWER);
    }

    public static Host open(Path directory, Durability durability) {
        Home home = new Home(directory).create();
        Catalog catalog = Catalog.open(home, List.of());
        return new Host(
                catalog,
                Workbench.open(
                        catalog,
                        Administration.DEFAULT,
                        StoreSettings.inDirectory(home.data()).with(durability)));
    }

    public Workbench workbench() {
        return workbench;
    }

    /** Stores a workflow. */
    public WorkflowKey deploy(String body) {
        CompiledWorkflow compiled = catalog.compiler().compile(body);
        workbench.save(compiled, body, "benchmark");
        return compiled.plan().spec().key();
    }

    /** Starts a run without waiting for it to be recorded. */
    public void begin(WorkflowKey workflow) {
        ends.begin(workbench.engine(), workflow);
    }

    /** Waits for the ends of so many runs more. */
    public void awaitEnds(int count) throws InterruptedException {
        ends.await(count);
    }

    /** Waits until history shows everything. */
    public void awaitHistory() {
        while (workbench.store().projectionLag().records() > 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public void close() {
        workbench.close();
        catalog.close();
    }
}
