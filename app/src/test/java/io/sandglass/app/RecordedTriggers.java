package io.sandglass.app;

import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Remembers what is deployed, and what was ever removed. */
final class RecordedTriggers implements TriggerDeployment {
    /** Revision and trigger names by workflow: {@code r1 [t]}. */
    final Map<String, String> live = new TreeMap<>();

    /** Kept over restarts, as a store does. */
    final Set<WorkflowKey> stored = new HashSet<>();

    final List<String> removed = new ArrayList<>();
    boolean away;

    @Override
    public void deploy(WorkflowKey workflow, int revision, Map<String, TriggerSpec> triggers) {
        refuseIfAway();
        stored.add(workflow);
        live.put(workflow.id(), "r" + revision + " " + triggers.keySet());
    }

    @Override
    public Set<WorkflowKey> workflows() {
        return Set.copyOf(stored);
    }

    @Override
    public void remove(WorkflowKey workflow) {
        refuseIfAway();
        stored.remove(workflow);
        live.remove(workflow.id());
        removed.add(workflow.id());
    }

    private void refuseIfAway() {
        if (away) {
            throw new StoreUnavailable("the disk is full");
        }
    }
}
