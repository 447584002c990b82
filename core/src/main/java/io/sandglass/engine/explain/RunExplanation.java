package io.sandglass.engine.explain;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.steering.Verb;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.spec.WorkflowKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a run stands where it stands.
 *
 * @param paused by whom it is paused
 * @param priority from 0 to 9, if somebody has set it
 * @param error why it did not succeed, if it has ended so, or why its outputs are not there yet
 * @param possible what can be asked of it now
 * @param nodes in the order of the plan
 */
public record RunExplanation(
        RunId run,
        WorkflowKey workflow,
        RunPhase phase,
        Optional<Asked> paused,
        OptionalInt priority,
        Optional<String> error,
        List<Verb> possible,
        List<NodeReason> nodes) {
    public RunExplanation {
        requireNonNull(run, "run");
        requireNonNull(workflow, "workflow");
        requireNonNull(phase, "phase");
        requireNonNull(paused, "paused");
        requireNonNull(priority, "priority");
        requireNonNull(error, "error");
        possible = List.copyOf(possible);
        nodes = List.copyOf(nodes);
    }
}
