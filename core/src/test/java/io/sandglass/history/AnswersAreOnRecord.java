package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was asked of a run and answered as done is on record, each time; what was refused, or never asked, is not. A run
 * may be cancelled, though, for the sake of another one.
 */
final class AnswersAreOnRecord implements Rule {
    @Override
    public String name() {
        return "f what was asked is on record";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            if (!run.rows().isEmpty()) {
                check(run, violation);
            }
        }
    }

    private static void check(RunView run, Consumer<String> violation) {
        Map<String, Integer> rows = new HashMap<>();
        run.rows().stream()
                .filter(row -> isSteering(row.kind()) && !row.detail().equals(Row.TAKEN_OVER))
                .forEach(row -> rows.merge(what(row.kind(), row.node()), 1, Integer::sum));
        Map<String, Integer> done = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        for (Observed seen : run.everything()) {
            if (seen.kind() == Kind.DONE) {
                done.merge(what(seen.row(), seen.node()), 1, Integer::sum);
            } else if (seen.kind() == Kind.WANTED || seen.kind() == Kind.REFUSED) {
                open.merge(what(seen.row(), seen.node()), seen.kind() == Kind.WANTED ? 1 : -1, Integer::sum);
            }
        }
        done.forEach((what, count) -> {
            if (rows.getOrDefault(what, 0) < count) {
                violation.accept("run " + run.id() + ": " + what + " was answered as done " + count
                        + " times, but is on record " + rows.getOrDefault(what, 0) + " times");
            }
        });
        rows.forEach((what, count) -> {
            if (!what.equals(Row.Kind.CANCEL_ASKED.name()) && count > open.getOrDefault(what, 0)) {
                violation.accept("run " + run.id() + ": " + what + " is on record " + count + " times, but may only be "
                        + open.getOrDefault(what, 0) + " times");
            }
        });
    }

    private static String what(Row.Kind kind, String node) {
        return node.isEmpty() ? kind.name() : kind.name() + " " + node;
    }

    private static boolean isSteering(Row.Kind kind) {
        return kind.isForced()
                || switch (kind) {
                    case PAUSED, RESUMED, REOPENED, SIGNALLED, DECIDED, PRIORITY, CANCEL_ASKED -> true;
                    default -> false;
                };
    }
}
