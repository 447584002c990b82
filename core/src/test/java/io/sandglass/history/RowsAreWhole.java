package io.sandglass.history;

import java.util.List;
import java.util.function.Consumer;

/** Each run's rows begin with its start, end with its end, and have no hole; after an end nothing comes but a reopening,
 * which comes only after a failure or a cancel. */
final class RowsAreWhole implements Rule {
    @Override
    public String name() {
        return "rows of a run are whole";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        index.runs().forEach(run -> check(run.rows(), violation));
    }

    private static void check(List<Row> rows, Consumer<String> violation) {
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.seq() != i + 1 || (row.kind() == Row.Kind.RUN_STARTED) != (i == 0)) {
                violation.accept(row + " stands in place " + (i + 1));
            }
            boolean followed = i < rows.size() - 1 && rows.get(i + 1).kind() != Row.Kind.REOPENED;
            if (row.kind() == Row.Kind.REOPENED && (i == 0 || !reopens(rows.get(i - 1)))) {
                violation.accept(row + " although it had not failed or been cancelled");
            }
            if (row.kind().endsRun() && followed) {
                violation.accept(row + " is followed by " + rows.get(i + 1));
            }
        }
    }

    private static boolean reopens(Row end) {
        return end.kind() == Row.Kind.RUN_FAILED || end.kind() == Row.Kind.RUN_CANCELLED;
    }
}
