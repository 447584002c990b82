package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Each end of a run agrees with the ends of its nodes, and with what was asked since it was last reopened. */
final class RunEndsAgree implements Rule {
    @Override
    public String name() {
        return "a run's end agrees with its nodes";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            List<Row> life = new ArrayList<>();
            Map<String, Row.Kind> ends = new LinkedHashMap<>();
            for (Row row : run.rows()) {
                life.add(row);
                if (row.kind().endsNode()) {
                    ends.put(row.node(), row.kind());
                } else if (row.kind() == Row.Kind.REOPENED) {
                    life.clear();
                } else if (row.kind().endsRun()) {
                    check(index.workflow(run), row, life, ends, violation);
                }
            }
        }
    }

    private static void check(
            Declared.Workflow workflow,
            Row end,
            List<Row> life,
            Map<String, Row.Kind> ends,
            Consumer<String> violation) {
        if (end.kind() == Row.Kind.RUN_SUCCEEDED) {
            workflow.nodes().keySet().stream()
                    .filter(node -> !isFine(ends.get(node)))
                    .forEach(node -> violation.accept(end + ", but node " + node + " did not"));
        } else if (end.kind() == Row.Kind.RUN_CANCELLED
                && life.stream().noneMatch(row -> row.kind() == Row.Kind.CANCEL_ASKED)) {
            violation.accept(end + ", but nobody asked for it");
        } else if (end.kind() == Row.Kind.RUN_FAILED
                && ends.values().stream().noneMatch(Row.Kind::fails)
                && end.detail().isBlank()) {
            violation.accept(end + ", but no node failed and no reason is given");
        }
    }

    private static boolean isFine(Row.Kind end) {
        return end != null && (end.succeeds() || end.skips());
    }
}
