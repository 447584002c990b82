package io.sandglass.run;

import io.sandglass.expression.Scope;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the expressions of a run can see. */
public final class RunScopes {
    private RunScopes() {}

    /** Before the run exists: no inputs, no outputs. */
    public static Scope base(RunId run, WorkflowKey workflow, int revision, Cause cause, Instant now) {
        Payload about = about(run, workflow, revision, now);
        return new Scope(Payload.EMPTY, cause.data(), about, Map.of(), now.toEpochMilli(), RunRandom.of(run, "", 0));
    }

    /** @param nodes whose outputs are shown, as far as they have any */
    public static Scope of(RunId run, RunState state, Set<String> nodes, String seed, Instant now) {
        RunStarted started = state.started().orElseThrow();
        Payload about = about(run, started.workflow(), started.revision(), started.at());
        Map<String, Payload> outputs = new HashMap<>();
        for (String node : nodes) {
            state.node(node).state().output().ifPresent(output -> outputs.put(node, output));
        }
        return new Scope(
                started.inputs(),
                started.cause().data(),
                about,
                outputs,
                now.toEpochMilli(),
                RunRandom.of(run, seed, 0));
    }

    private static Payload about(RunId run, WorkflowKey workflow, int revision, Instant startedAt) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("id", run.toString());
        about.put("workflow", workflow.id());
        about.put("namespace", workflow.namespace());
        about.put("revision", revision);
        about.put("startedAt", startedAt.toString());
        return Payload.of(about);
    }
}
