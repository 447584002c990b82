package io.sandglass.history;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Nothing begins in a run after it is durable that it stops: cancelled, ended, or halted by a failure. */
final class StoppedRunsRest implements Rule {
    @Override
    public String name() {
        return "a stopped run begins nothing";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            stop(index, run)
                    .ifPresent(stop -> run.nodes().stream()
                            .flatMap(node -> node.seen().stream())
                            .filter(seen -> seen.kind() == Kind.BEGAN && seen.order() > stop.order())
                            .forEach(seen -> violation.accept(seen + " although " + stop)));
        }
    }

    private static Optional<Observed> stop(Index index, RunView run) {
        Declared.Workflow workflow = index.workflow(run);
        boolean halts = workflow != null && workflow.afterFailure() == AfterFailure.HALT;
        Stream<Observed> failures = run.nodes().stream()
                .map(NodeView::seen)
                .flatMap(seen -> seen.stream())
                .filter(seen -> halts && isRow(seen, Row.Kind.FAILED));
        Stream<Observed> ends = run.seen().stream().filter(StoppedRunsRest::stops);
        return Stream.concat(failures, ends).min(java.util.Comparator.comparingLong(Observed::order));
    }

    private static boolean stops(Observed seen) {
        return isRow(seen, Row.Kind.CANCEL_ASKED)
                || isRow(seen, Row.Kind.RUN_SUCCEEDED)
                || isRow(seen, Row.Kind.RUN_FAILED)
                || isRow(seen, Row.Kind.RUN_CANCELLED);
    }

    private static boolean isRow(Observed seen, Row.Kind kind) {
        return seen.kind() == Kind.STORED && seen.detail().equals(kind.name());
    }
}
