package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How urgent a run is: its priority, and one more for every half minute that it waits. As a time in milliseconds: what has
 * waited since then with priority 0 is as urgent, and the smaller one goes first.
 */
record Urgency(RunView run, Declared.Workflow workflow) {
    private static final long AGEING = 30_000;

    /** The largest that it may have been at about a time, waiting since then. */
    long least(long since, long millis) {
        return since - AGEING * priorities(millis).min().orElseThrow();
    }

    /** The smallest that it may have been at about a time, waiting since then. */
    long most(long since, long millis) {
        return since - AGEING * priorities(millis).max().orElseThrow();
    }

    /** A change that is on its way may count or not. */
    private LongStream priorities(long millis) {
        List<Observed> changes = run.stored(Row.Kind.PRIORITY);
        List<Row> rows = run.rows().stream()
                .filter(row -> row.kind() == Row.Kind.PRIORITY)
                .toList();
        LongStream.Builder priorities = LongStream.builder();
        long valid = workflow.manners().priority();
        for (int i = 0; i < changes.size() && changes.get(i).millis() <= millis + Turn.MOMENT; i++) {
            if (changes.get(i).millis() > millis - Turn.MOMENT) {
                priorities.add(valid);
            }
            valid = Long.parseLong(rows.get(i).detail());
        }
        return priorities.add(valid).build();
    }
}
