package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A run's end agrees with the ends of its nodes. */
final class RunEndsAgree implements Rule {
    @Override
    public String name() {
        return "a run's end agrees with its nodes";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        index.runs().stream().filter(run -> !run.rows().isEmpty()).forEach(run -> check(index, run, violation));
    }

    private static void check(Index index, RunView run, Consumer<String> violation) {
        List<Row> rows = run.rows();
        Row last = rows.get(rows.size() - 1);
        if (last.kind() == Row.Kind.RUN_SUCCEEDED) {
            checkSuccess(index.workflow(run), rows, violation);
        } else if (last.kind() == Row.Kind.RUN_CANCELLED && !has(rows, Row.Kind.CANCEL_ASKED)) {
            violation.accept(last + ", but nobody asked for it");
        } else if (last.kind() == Row.Kind.RUN_FAILED
                && !has(rows, Row.Kind.FAILED)
                && last.detail().isBlank()) {
            violation.accept(last + ", but no node failed and no reason is given");
        }
    }

    private static void checkSuccess(Declared.Workflow workflow, List<Row> rows, Consumer<String> violation) {
        Row last = rows.get(rows.size() - 1);
        Set<String> fine = rows.stream()
                .filter(row -> row.kind() == Row.Kind.SUCCEEDED || row.kind() == Row.Kind.SKIPPED)
                .map(Row::node)
                .collect(Collectors.toSet());
        workflow.nodes().keySet().stream()
                .filter(node -> !fine.contains(node))
                .forEach(node -> violation.accept(last + ", but node " + node + " did not"));
    }

    private static boolean has(List<Row> rows, Row.Kind kind) {
        return rows.stream().anyMatch(row -> row.kind() == kind);
    }
}
