package io.sandglass.history;

import java.util.List;
import java.util.Map;

/**
 * All that is known at the end.
 *
 * @param workflowOf the workflow of each run in the store
 * @param rows of all runs, each run's in their order
 * @param lastWall the wall clock at the end, in milliseconds
 * @param latestWall the largest that the wall clock ever was
 */
public record History(
        List<Declared.Workflow> workflows,
        List<Declared.Trigger> triggers,
        Declared.Limits limits,
        List<Observed> observed,
        Map<String, String> workflowOf,
        List<Row> rows,
        List<SlotRow> slots,
        long lastWall,
        long latestWall) {
    public History {
        workflows = List.copyOf(workflows);
        triggers = List.copyOf(triggers);
        observed = List.copyOf(observed);
        workflowOf = Map.copyOf(workflowOf);
        rows = List.copyOf(rows);
        slots = List.copyOf(slots);
    }
}
