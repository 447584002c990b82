package io.sandglass.app;

import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import java.util.Map;
import java.util.Set;

/** Where the triggers of a deployed workflow go: the scheduler. */
interface TriggerDeployment {
    /** Makes these the workflow's triggers. */
    void deploy(WorkflowKey workflow, int revision, Map<String, TriggerSpec> triggers);

    /** The workflows that have triggers, stored ones of an earlier process included. */
    Set<WorkflowKey> workflows();

    /** Takes all triggers of the workflow away. */
    void remove(WorkflowKey workflow);
}
