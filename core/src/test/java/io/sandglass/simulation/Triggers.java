package io.sandglass.simulation;

import io.sandglass.engine.Launcher;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.TriggerStore;
import io.sandglass.time.Platform;
import java.util.Map;

/** The triggers of one process. Everything is called on a thread that may wait as {@link Host} does it. */
public interface Triggers {
    /** Begins to fire; the process has just recovered its runs. */
    void start();

    /** Fires no more. */
    void stop();

    /** Makes the triggers of each new process. */
    interface Factory {
        Triggers in(Host host);
    }

    /**
     * The process they live in.
     *
     * @param launcher its {@code launch} lets simulated time pass
     */
    record Host(
            Launcher launcher,
            TriggerStore store,
            Platform platform,
            Map<WorkflowKey, Map<String, TriggerSpec>> specs) {}
}
