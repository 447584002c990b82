package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import java.util.List;
import java.util.function.Consumer;

/**
 * A node begins at most as often as it may be tried, each time that its run is reopened anew, plus once for each crash;
 * no attempt number that the store knows is
 * used again, and none is left out but for a crash. An attempt that was killed before it was on record, too, has left
 * its number to the next one, if its run is reopened.
 */
final class AttemptsAreCounted implements Rule {
    @Override
    public String name() {
        return "g attempts rise by at most one per crash";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            Declared.Workflow workflow = index.workflow(run);
            for (NodeView node : run.nodes()) {
                List<Observed> begins = node.seen().stream()
                        .filter(one -> one.kind() == Observed.Kind.BEGAN)
                        .toList();
                if (workflow != null && begins.size() > 1) {
                    checkCount(index, run, node, workflow.nodes().get(node.node()), begins, violation);
                    checkNumbers(index, run, node.seen(), begins, violation);
                }
            }
        }
    }

    private static void checkCount(
            Index index,
            RunView run,
            NodeView node,
            Declared.Node declared,
            List<Observed> begins,
            Consumer<String> violation) {
        Observed first = begins.get(0);
        Observed last = begins.get(begins.size() - 1);
        long crashes = index.crashes(first, last);
        long reopenings = run.reopenings(first, last);
        if (begins.size() > declared.maxAttempts() * (1 + reopenings) + crashes) {
            violation.accept(node + " began " + begins.size() + " times, with " + declared.maxAttempts()
                    + " attempts declared, " + crashes + " crashes and " + reopenings + " reopenings");
        }
    }

    private static void checkNumbers(
            Index index, RunView run, List<Observed> seen, List<Observed> begins, Consumer<String> violation) {
        for (int i = 1; i < begins.size(); i++) {
            Observed before = begins.get(i - 1);
            Observed after = begins.get(i);
            long crashes = index.crashes(before, after);
            boolean givenUp = run.reopened(before, after);
            int known = stored(index, seen, before, after);
            int least = 1 + Math.max(known, crashes == 0 && !givenUp ? before.attempt() : 0);
            if (after.attempt() < least || after.attempt() > Math.max(before.attempt(), known) + 1 + crashes) {
                violation.accept(after + " follows " + before);
            }
        }
    }

    /** The last attempt that the store knew of, but for this one itself, whose start may be stored before it begins. */
    private static int stored(Index index, List<Observed> seen, Observed before, Observed after) {
        return seen.stream()
                .filter(one -> one.kind() == Observed.Kind.STORED && one.order() < after.order())
                .filter(one -> !isStart(one, after) || one.order() < before.order() || index.crashes(one, after) > 0)
                .mapToInt(Observed::attempt)
                .max()
                .orElse(0);
    }

    private static boolean isStart(Observed one, Observed began) {
        return one.attempt() == began.attempt() && one.detail().equals(Row.Kind.ATTEMPT_STARTED.name());
    }
}
