package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.List;
import java.util.function.Consumer;

/** What was durable, or told to a listener, is still there. */
final class DurableRowsStay implements Rule {
    @Override
    public String name() {
        return "what was durable is not lost";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            check(run.seen(), run.rows(), violation);
            for (NodeView node : run.nodes()) {
                check(node.seen(), node.rows(), violation);
            }
        }
    }

    private static void check(List<Observed> seen, List<Row> rows, Consumer<String> violation) {
        for (Observed one : seen) {
            boolean promise = one.kind() == Kind.STORED || one.kind() == Kind.TOLD;
            if (promise && !has(rows, one)) {
                violation.accept("no row is left of " + one);
            }
        }
    }

    private static boolean has(List<Row> rows, Observed seen) {
        for (Row row : rows) {
            if (row.attempt() == seen.attempt() && row.kind().name().equals(seen.detail())) {
                return true;
            }
        }
        return false;
    }
}
