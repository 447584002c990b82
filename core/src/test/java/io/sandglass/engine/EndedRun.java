package io.sandglass.engine;

import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run as its stored records tell it. */
record EndedRun(RunState state, List<RunEvent> events) {
    static EndedRun of(ExecutionPlan plan, List<RunRecord> records) {
        RunState state = RunState.empty(plan.graph());
        for (RunRecord record : records) {
            state = state.apply(record.event());
        }
        return new EndedRun(state, records.stream().map(RunRecord::event).toList());
    }

    NodeProgress node(String id) {
        return state.node(id);
    }

    Map<String, NodeStatus> statuses() {
        Map<String, NodeStatus> statuses = new LinkedHashMap<>();
        for (int i = 0; i < state.graph().size(); i++) {
            statuses.put(state.graph().id(i), state.node(i).status());
        }
        return statuses;
    }

    <E extends RunEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
