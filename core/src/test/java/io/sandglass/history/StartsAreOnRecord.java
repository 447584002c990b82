package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The code of a node begins only when its start is durable, wherever the pace is strict: no crash leaves no trace. */
final class StartsAreOnRecord implements Rule {
    @Override
    public String name() {
        return "g starts are on record";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            Declared.Workflow workflow = index.workflow(run);
            if (workflow != null && !workflow.manners().relaxed()) {
                run.nodes().forEach(node -> check(node, violation));
            }
        }
    }

    private static void check(NodeView node, Consumer<String> violation) {
        List<Observed> seen = node.seen();
        Set<Integer> stored = new HashSet<>();
        for (Observed one : seen) {
            if (one.isStored(Row.Kind.ATTEMPT_STARTED)) {
                stored.add(one.attempt());
            } else if (one.kind() == Kind.BEGAN && !stored.contains(one.attempt())) {
                violation.accept(one + " although its start was not durable");
            }
        }
    }
}
