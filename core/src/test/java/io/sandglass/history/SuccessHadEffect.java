package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import java.util.function.Consumer;

/** A node succeeded only if the attempt that is said to have succeeded did what it is for. */
final class SuccessHadEffect implements Rule {
    @Override
    public String name() {
        return "c a success had its effect";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            for (NodeView node : run.nodes()) {
                node.rows().stream()
                        .filter(row -> row.kind() == Row.Kind.SUCCEEDED && !hadEffect(node, row))
                        .forEach(row -> violation.accept(row + " although that attempt had no effect"));
            }
        }
    }

    private static boolean hadEffect(NodeView node, Row row) {
        for (Observed seen : node.seen()) {
            if (seen.kind() == Observed.Kind.EFFECT && seen.attempt() == row.attempt()) {
                return true;
            }
        }
        return false;
    }
}
