package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * No attempt begins after the node's end became durable, and no row follows it. Reopening a run takes back all ends but
 * successes.
 */
final class EndedNodesRest implements Rule {
    @Override
    public String name() {
        return "c no attempt after the end was acknowledged";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            for (NodeView node : run.nodes()) {
                checkSeen(run, node.seen(), violation);
            }
            checkRows(run, violation);
        }
    }

    private static void checkSeen(RunView run, List<Observed> seen, Consumer<String> violation) {
        Optional<Observed> end = Optional.empty();
        for (Observed one : seen) {
            if (one.kind() == Observed.Kind.BEGAN
                    && end.filter(known -> holds(run, known, one)).isPresent()) {
                violation.accept(one + " although " + end.get());
            } else if (one.kind() == Observed.Kind.STORED && one.row().endsNode()) {
                end = Optional.of(one);
            }
        }
    }

    private static boolean holds(RunView run, Observed end, Observed later) {
        return end.row().succeeds() || !run.reopened(end, later);
    }

    private static void checkRows(RunView run, Consumer<String> violation) {
        Map<String, Row> ends = new HashMap<>();
        for (Row row : run.rows()) {
            if (ends.containsKey(row.node())) {
                violation.accept(ends.get(row.node()) + " is followed by " + row);
            }
            if (row.kind().endsNode()) {
                ends.put(row.node(), row);
            } else if (row.kind() == Row.Kind.REOPENED) {
                ends.values().removeIf(end -> !end.kind().succeeds());
            }
        }
    }
}
