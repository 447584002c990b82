package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A run that was made by running another one again from a node on takes over the successes of that run, but for those of
 * the node, of what failed or was stopped, and of all that comes after such a one. What it took over never begins.
 */
final class RerunsTakeOver implements Rule {
    @Override
    public String name() {
        return "j a rerun takes over what is before it";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            Declared.Workflow workflow = index.workflow(run);
            if (workflow != null && !run.rows().isEmpty()) {
                String[] words = run.rows().get(0).detail().split(" ");
                boolean rerun = run.rows().get(0).detail().startsWith(Row.RERUN_OF);
                Set<String> expected =
                        rerun && words.length == 4 ? expected(workflow, index.run(words[2]), run, words[3]) : Set.of();
                compare(run, expected, violation);
            }
        }
    }

    private static void compare(RunView run, Set<String> expected, Consumer<String> violation) {
        Set<String> taken = new HashSet<>();
        for (Row row : run.rows()) {
            if (row.detail().equals(Row.TAKEN_OVER)) {
                taken.add(row.node());
            }
        }
        if (!taken.equals(expected)) {
            violation.accept("run " + run.id() + " took over " + taken + " instead of " + expected);
        }
        run.nodes().stream()
                .filter(node -> expected.contains(node.node()))
                .flatMap(node -> node.seen().stream())
                .filter(seen -> seen.kind() == Kind.BEGAN)
                .forEach(seen -> violation.accept(seen + " although it was done in the run before"));
    }

    private static Set<String> expected(Declared.Workflow workflow, RunView origin, RunView rerun, String from) {
        Map<String, Row.Kind> ends = ends(origin, rerun);
        Set<String> again = new HashSet<>(Set.of(from));
        workflow.nodes().keySet().stream()
                .filter(node -> !ends.containsKey(node) || !settled(ends.get(node)))
                .forEach(again::add);
        for (boolean grows = true; grows; ) {
            grows = workflow.nodes().values().stream()
                    .filter(node -> node.needs().stream().anyMatch(again::contains))
                    .map(node -> again.add(node.id()))
                    .reduce(false, Boolean::logicalOr);
        }
        Set<String> expected = new HashSet<>(workflow.nodes().keySet());
        expected.removeAll(again);
        expected.removeIf(node -> !ends.get(node).succeeds());
        return expected;
    }

    private static boolean settled(Row.Kind end) {
        return end.succeeds() || end.skips();
    }

    /** Of the first run, when the second one began. */
    private static Map<String, Row.Kind> ends(RunView origin, RunView rerun) {
        long begin = rerun.stored(Row.Kind.RUN_STARTED).stream()
                .mapToLong(Observed::order)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        Map<String, Row.Kind> ends = new HashMap<>();
        List<Observed> before = origin.everything().stream()
                .filter(seen -> seen.kind() == Kind.STORED && seen.order() < begin)
                .sorted(java.util.Comparator.comparingLong(Observed::order))
                .toList();
        for (Observed seen : before) {
            if (seen.row() == Row.Kind.REOPENED) {
                ends.values().removeIf(end -> !end.succeeds() && !end.skips());
            } else if (seen.row().endsNode()) {
                ends.put(seen.node(), seen.row());
            }
        }
        return ends;
    }
}
