package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import java.util.List;
import java.util.function.Consumer;

/** No attempt begins after the node's end became durable, and no row follows it. */
final class EndedNodesRest implements Rule {
    @Override
    public String name() {
        return "c no attempt after the end was acknowledged";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            for (NodeView node : run.nodes()) {
                checkSeen(node.seen(), violation);
                checkRows(node.rows(), violation);
            }
        }
    }

    private static void checkSeen(List<Observed> seen, Consumer<String> violation) {
        Observed end = null;
        for (Observed one : seen) {
            if (end != null && one.kind() == Observed.Kind.BEGAN) {
                violation.accept(one + " although " + end);
            } else if (one.kind() == Observed.Kind.STORED
                    && Row.Kind.valueOf(one.detail()).endsNode()) {
                end = one;
            }
        }
    }

    private static void checkRows(List<Row> rows, Consumer<String> violation) {
        for (int i = 0; i < rows.size() - 1; i++) {
            if (rows.get(i).kind().endsNode()) {
                violation.accept(rows.get(i) + " is followed by " + rows.get(i + 1));
            }
        }
    }
}
