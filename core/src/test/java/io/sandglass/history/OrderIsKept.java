package io.sandglass.history;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A node begins only after the durable end of all that it needs, and only if these ends allow it. Where the pace is
 * relaxed it is enough that they had their effect, or were forced, since the last crash, or waited for a time or for
 * somebody when it came.
 */
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
                new Check(index, run, workflow, violation).all();
            }
        }
    }

    private record Check(Index index, RunView run, Declared.Workflow workflow, Consumer<String> violation) {
        void all() {
            for (Declared.Node node : workflow.nodes().values()) {
                for (Observed seen : run.node(node.id()).seen()) {
                    if (seen.kind() == Kind.BEGAN) {
                        node.needs().forEach(need -> check(seen, need));
                    }
                }
            }
        }

        private void check(Observed began, String need) {
            Optional<Observed> end = last(
                            need,
                            began,
                            seen -> seen.kind() == Kind.STORED && seen.row().endsNode())
                    .filter(found -> found.row().succeeds() || !run.reopened(found, began));
            if (end.isEmpty() && !ranAhead(began, need)) {
                violation.accept(began + " although " + need + " had not ended");
            } else if (end.isPresent() && forbids(end.get().row())) {
                violation.accept(began + " although " + end.get());
            }
        }

        private boolean ranAhead(Observed began, String need) {
            return workflow.manners().relaxed()
                    && (last(need, began, seen -> seen.kind() == Kind.EFFECT || isForced(seen))
                                    .filter(seen -> index.crashes(seen, began) == 0)
                                    .isPresent()
                            || last(need, began, seen -> seen.kind() == Kind.STORED)
                                    .filter(Check::waited)
                                    .isPresent());
        }

        private static boolean isForced(Observed seen) {
            return seen.kind() == Kind.WANTED && seen.row() == Row.Kind.FORCED_SUCCEEDED;
        }

        /** It had its effect before: perhaps in an earlier life. */
        private static boolean waited(Observed seen) {
            return seen.row() == Row.Kind.AWAITS || seen.row() == Row.Kind.SUSPENDED || seen.row() == Row.Kind.DECIDED;
        }

        private Optional<Observed> last(String need, Observed before, Predicate<Observed> wanted) {
            Observed last = null;
            for (Observed seen : run.node(need).seen()) {
                if (seen.order() < before.order() && wanted.test(seen)) {
                    last = seen;
                }
            }
            return Optional.ofNullable(last);
        }

        private boolean forbids(Row.Kind end) {
            return end.skips()
                    || end == Row.Kind.CANCELLED
                    || end.fails() && workflow.afterFailure() != AfterFailure.ALL;
        }
    }
}
