package io.sandglass.history;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Nothing begins in a run after it is durable that it stops: cancelled, ended, or halted by a failure; unless it was
 * reopened since.
 */
final class StoppedRunsRest implements Rule {
    @Override
    public String name() {
        return "a stopped run begins nothing";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            List<Observed> stops = stops(index, run).toList();
            run.nodes().stream()
                    .filter(node -> !stops.isEmpty())
                    .flatMap(node -> node.seen().stream())
                    .filter(seen -> seen.kind() == Kind.BEGAN
                            && seen.order() > stops.get(0).order())
                    .forEach(began -> stops.stream()
                            .filter(stop -> stop.order() < began.order() && !run.reopened(stop, began))
                            .findFirst()
                            .ifPresent(stop -> violation.accept(began + " although " + stop)));
        }
    }

    private static Stream<Observed> stops(Index index, RunView run) {
        Declared.Workflow workflow = index.workflow(run);
        boolean halts = workflow != null && workflow.afterFailure() == AfterFailure.HALT;
        Stream<Observed> failures = run.nodes().stream()
                .map(NodeView::seen)
                .flatMap(List::stream)
                .filter(seen ->
                        halts && seen.kind() == Kind.STORED && seen.row().fails());
        Stream<Observed> ends = run.seen().stream()
                .filter(seen -> seen.isStored(Row.Kind.CANCEL_ASKED)
                        || seen.kind() == Kind.STORED && seen.row().endsRun());
        return Stream.concat(failures, ends).sorted(Comparator.comparingLong(Observed::order));
    }
}
