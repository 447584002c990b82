package io.sandglass.history;

import io.sandglass.history.Index.NodeView;
import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells of every attempt that began since when it could have, from what was seen of its run. */
record Turns(Index index) {
    /** In the order in which they began. */
    List<Turn> all() {
        List<Turn> turns = new ArrayList<>();
        for (RunView run : index.runs()) {
            Declared.Workflow workflow = index.workflow(run);
            if (workflow != null) {
                run.nodes().forEach(node -> begins(node).forEach(began -> turns.add(turn(run, workflow, began))));
            }
        }
        turns.sort(Comparator.comparingLong(turn -> turn.began().order()));
        return turns;
    }

    private static Stream<Observed> begins(NodeView node) {
        return node.seen().stream().filter(seen -> seen.kind() == Kind.BEGAN);
    }

    private Turn turn(RunView run, Declared.Workflow workflow, Observed began) {
        if (workflow.manners().relaxed()) {
            return new Turn(began, workflow, 0, 0, false);
        }
        Optional<Observed> known = causes(run, workflow, began).max(Comparator.comparingLong(Observed::order));
        if (known.isEmpty()) {
            return new Turn(began, workflow, 0, 0, false);
        }
        Observed ready = known.get();
        long surely = Stream.concat(index.starts().stream(), acknowledged(run))
                .filter(seen -> seen.order() < began.order())
                .mapToLong(Observed::millis)
                .reduce(ready.millis(), Math::max);
        return new Turn(began, workflow, ready.millis(), surely, waited(run, ready, began));
    }

    /** What has to be before a node is ready. */
    private Stream<Observed> causes(RunView run, Declared.Workflow workflow, Observed began) {
        Stream<Observed> needs = workflow.nodes().get(began.node()).needs().stream()
                .flatMap(need -> run.node(need).seen().stream())
                .filter(seen -> seen.kind() == Kind.STORED && seen.row().endsNode());
        Stream<Observed> itself = run.node(began.node()).seen().stream()
                .filter(seen -> seen.kind() == Kind.STORED && seen.row().endsAttempt());
        Stream<Observed> whole = Stream.of(Row.Kind.RUN_STARTED, Row.Kind.ADMITTED, Row.Kind.REOPENED)
                .flatMap(kind -> run.stored(kind).stream());
        return Stream.of(needs, itself, whole, index.crashes().stream())
                .flatMap(seen -> seen)
                .filter(seen -> seen.order() < began.order());
    }

    private static Stream<Observed> acknowledged(RunView run) {
        return run.seen().stream().filter(seen -> seen.kind() == Kind.ACKNOWLEDGED);
    }

    /** One that is made again waits for a time, too, and what begins while the process recovers waits for that. */
    private boolean waited(RunView run, Observed ready, Observed began) {
        boolean again = run.node(began.node()).seen().stream()
                .anyMatch(seen -> seen.order() < began.order() && seen.kind() == Kind.BEGAN);
        boolean recovered = ready.kind() != Kind.CRASHED
                || index.starts().stream()
                        .anyMatch(start -> start.order() > ready.order() && start.order() < began.order());
        return !again
                && recovered
                && began.attempt() == 1
                && acknowledged(run).anyMatch(seen -> seen.order() < began.order())
                && index.calm(ready, began)
                && !run.steered(ready, began);
    }
}
