package io.sandglass.history;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import java.util.Optional;
import java.util.function.Consumer;

/** A node begins only after the durable end of all that it needs, and only if these ends allow it. */
final class OrderIsKept implements Rule {
    @Override
    public String name() {
        return "d dependency order";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            Declared.Workflow workflow = index.workflow(run);
            if (workflow != null) {
                workflow.nodes().values().forEach(node -> check(workflow, run, node, violation));
            }
        }
    }

    private static void check(Declared.Workflow workflow, RunView run, Declared.Node node, Consumer<String> violation) {
        Optional<Observed> begin = first(run.node(node.id()), seen -> seen.kind() == Observed.Kind.BEGAN);
        if (begin.isEmpty()) {
            return;
        }
        for (String need : node.needs()) {
            Optional<Observed> end = first(run.node(need), OrderIsKept::isEnd);
            if (end.filter(before -> before.order() < begin.get().order()).isEmpty()) {
                violation.accept(begin.get() + " although " + need + " had not ended");
            } else if (forbids(end.get().detail(), workflow.afterFailure())) {
                violation.accept(begin.get() + " although " + end.get());
            }
        }
    }

    private static Optional<Observed> first(NodeView node, java.util.function.Predicate<Observed> wanted) {
        return node.seen().stream().filter(wanted).findFirst();
    }

    private static boolean isEnd(Observed seen) {
        return seen.kind() == Observed.Kind.STORED
                && Row.Kind.valueOf(seen.detail()).endsNode();
    }

    private static boolean forbids(String end, AfterFailure policy) {
        return switch (Row.Kind.valueOf(end)) {
            case SKIPPED, CANCELLED -> true;
            case FAILED -> policy != AfterFailure.ALL;
            default -> false;
        };
    }
}
