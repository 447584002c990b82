package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import java.util.function.Consumer;

/** What was promised, or begun, exists; what exists has ended. */
final class AcknowledgedRunsEnd implements Rule {
    @Override
    public String name() {
        return "b acknowledged runs are present and terminal";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            if (run.rows().isEmpty()) {
                checkAbsent(run, violation);
            } else if (!last(run).kind().endsRun()) {
                violation.accept("run " + run.id() + " never ended; its last row is " + last(run));
            }
        }
    }

    private static Row last(RunView run) {
        return run.rows().get(run.rows().size() - 1);
    }

    private static void checkAbsent(RunView run, Consumer<String> violation) {
        run.seen().stream()
                .filter(seen -> seen.kind() == Observed.Kind.ACKNOWLEDGED)
                .forEach(seen -> violation.accept("run " + seen.run() + " was acknowledged but is not in the store"));
        run.nodes().forEach(node -> violation.accept(node + " began, but its run is not in the store"));
    }
}
