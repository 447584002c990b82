package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * While a run is paused nothing begins in it: neither in a later life of the process nor, after a moment for what was on
 * its way, in the same one. Whoever asks for the end of a pause may find it ended before that is durable.
 */
final class PausedRunsRest implements Rule {
    /** In milliseconds. */
    private static final long MOMENT = 60_000;

    @Override
    public String name() {
        return "e a paused run begins nothing";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            List<Observed> pauses = run.stored(Row.Kind.PAUSED);
            run.nodes().stream()
                    .filter(node -> !pauses.isEmpty())
                    .flatMap(node -> node.seen().stream())
                    .filter(seen -> seen.kind() == Kind.BEGAN)
                    .forEach(began -> pause(index, run, pauses, began)
                            .ifPresent(pause -> violation.accept(began + " although " + pause)));
        }
    }

    private static Optional<Observed> pause(Index index, RunView run, List<Observed> pauses, Observed began) {
        return pauses.stream()
                .filter(pause -> pause.order() < began.order())
                .reduce((earlier, later) -> later)
                .filter(pause -> index.crashes(pause, began) > 0 || began.millis() > pause.millis() + MOMENT)
                .filter(pause -> ends(index, run, began).noneMatch(end -> end.order() > pause.order()));
    }

    private static Stream<Observed> ends(Index index, RunView run, Observed began) {
        return run.seen().stream()
                .filter(seen -> seen.order() < began.order())
                .filter(seen -> seen.isStored(Row.Kind.RESUMED)
                        || seen.isStored(Row.Kind.REOPENED)
                        || isWanted(seen) && index.crashes(seen, began) == 0);
    }

    private static boolean isWanted(Observed seen) {
        return seen.kind() == Kind.WANTED && seen.row() == Row.Kind.RESUMED;
    }
}
