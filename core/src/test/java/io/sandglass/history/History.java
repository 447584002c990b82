package io.sandglass.history;

import java.util.List;
import java.util.Map;

/**
 * All that is known at the end.
 *
 * @param workflowOf the workflow of each run in the store
 * @param keyOf the concurrency key of each run that has one
 * @param rows of all runs, each run's in their order
 * @param left what the scheduler says it still has at the end, of what there is only so much of, by name
 * @param lastWall the wall clock at the end, in milliseconds
 * @param latestWall the largest that the wall clock ever was
 */
public record History(
        List<Declared.Workflow> workflows,
        List<Declared.Trigger> triggers,
        Declared.Limits limits,
        List<Observed> observed,
        Map<String, String> workflowOf,
        Map<String, String> keyOf,
        List<Row> rows,
        List<SlotRow> slots,
        Map<String, Integer> left,
        long lastWall,
        long latestWall) {
    public History {
        workflows = List.copyOf(workflows);
        triggers = List.copyOf(triggers);
        observed = List.copyOf(observed);
        workflowOf = Map.copyOf(workflowOf);
        keyOf = Map.copyOf(keyOf);
        left = Map.copyOf(left);
        rows = List.copyOf(rows);
        slots = List.copyOf(slots);
    }
}
