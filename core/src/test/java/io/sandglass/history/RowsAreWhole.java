package io.sandglass.history;

import java.util.List;
import java.util.function.Consumer;

/** Each run's rows begin with its start, end with its end, and have no hole. */
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
            if (row.kind().endsRun() && i < rows.size() - 1) {
                violation.accept(row + " is followed by " + rows.get(i + 1));
            }
        }
    }
}
