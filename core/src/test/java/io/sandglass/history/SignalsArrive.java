package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A node that waits for somebody goes on when, and only when, the signal or the decision is on record; a signal counts
 * also if it came before the node waited.
 */
final class SignalsArrive implements Rule {
    private static final String SIGNAL = "signal ";

    /** In milliseconds. */
    private static final long MOMENT = 1_000;

    @Override
    public String name() {
        return "k who waits hears what is said";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (RunView run : index.runs()) {
            List<Row> rows = run.rows();
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).kind() == Row.Kind.AWAITS) {
                    check(run, i, violation);
                }
            }
        }
    }

    private static void check(RunView run, int waits, Consumer<String> violation) {
        List<Row> rows = run.rows();
        Row wait = rows.get(waits);
        int end = end(rows, waits);
        int said = said(rows, waits, end);
        boolean forEver = !wait.detail().endsWith(" until");
        boolean fulfilled = end < rows.size() && rows.get(end).kind() == Row.Kind.SUCCEEDED;
        if (fulfilled && forEver && said < 0) {
            violation.accept(rows.get(end) + " although nobody said what it waited for: " + wait);
        } else if (said >= 0 && late(run, Math.max(said, waits), end)) {
            violation.accept(wait + " did not hear " + rows.get(said));
        }
    }

    /** Both become durable at once. */
    private static boolean late(RunView run, int heard, int end) {
        List<Observed> stored = run.everything().stream()
                .filter(seen -> seen.kind() == Observed.Kind.STORED)
                .sorted(Comparator.comparingLong(Observed::order))
                .toList();
        return stored.size() == run.rows().size()
                && (end == stored.size()
                        || stored.get(end).millis() > stored.get(heard).millis() + MOMENT);
    }

    /** Where the node's next row is. */
    private static int end(List<Row> rows, int waits) {
        int end = waits + 1;
        while (end < rows.size()
                && !(rows.get(end).node().equals(rows.get(waits).node())
                        && rows.get(end).kind() != Row.Kind.DECIDED)) {
            end++;
        }
        return end;
    }

    /** Where it was said what it waits for; negative if it was not. */
    private static int said(List<Row> rows, int waits, int end) {
        String about = rows.get(waits).detail().replaceFirst(" until$", "");
        for (int i = 0; i < end; i++) {
            Row row = rows.get(i);
            boolean sent = row.kind() == Row.Kind.SIGNALLED || row.kind() == Row.Kind.SIGNAL_KNOWN;
            boolean signal = sent && about.equals(SIGNAL + row.detail());
            boolean decision = i > waits
                    && row.kind() == Row.Kind.DECIDED
                    && row.node().equals(rows.get(waits).node());
            if (signal || decision) {
                return i;
            }
        }
        return -1;
    }
}
