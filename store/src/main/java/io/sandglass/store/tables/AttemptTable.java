package io.sandglass.store.tables;

import io.sandglass.run.RunId;
import io.sandglass.store.database.Params;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the attempts of a batch of runs. Used by one thread, within one transaction. */
public final class AttemptTable {
    private static final String EXISTS = "select 1 from node_run where run_id = ? and node_id = ? and attempt = ?";

    private static final String STATES =
            "select state, node_state from node_run where run_id = ? and node_id = ? and attempt = ?";

    private final Sql sql;
    private final PinnedDigests digests;
    private final boolean careful;
    private final List<Pinned> inserts = new ArrayList<>();
    private final List<AttemptRow> updates = new ArrayList<>();
    private final List<AttemptRow> nodeUpdates = new ArrayList<>();
    private final List<AttemptRow> failures = new ArrayList<>();

    /** @param careful whether each row is looked up before it is inserted */
    AttemptTable(Sql sql, PinnedDigests digests, boolean careful) {
        this.sql = sql;
        this.digests = digests;
        this.careful = careful;
    }

    private record Pinned(AttemptRow row, @Nullable String digest) {
        void insert(Params params) throws SQLException {
            row.insert(params, digest);
        }
    }

    void write(List<RunFold> runs) throws SQLException {
        for (RunFold run : runs) {
            for (AttemptRow row : run.attempts()) {
                sort(row);
            }
        }
        update();
        sql.batch(AttemptRow.UPDATE_NODE, nodeUpdates, AttemptRow::updateNode);
        sql.batch(AttemptRow.INSERT, inserts, Pinned::insert);
        FailureTable.copy(sql, failures);
        FailureTable.follow(
                sql, nodeUpdates.stream().filter(AttemptRow::tellsFailure).toList());
    }

    /** Which attempt of a run the table shows otherwise than its records tell. */
    public static Optional<String> difference(Sql sql, RunFold run) throws SQLException {
        for (AttemptRow row : run.attempts()) {
            Optional<String> difference = difference(sql, row);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> difference(Sql sql, AttemptRow row) throws SQLException {
        String attempt = "attempt " + row.attempt() + " of node '" + row.node() + "'";
        Optional<String> stored = sql.first(
                STATES, found -> found.getString(1) + " " + found.getString(2), row.run(), row.node(), row.attempt());
        if (!stored.equals(Optional.of(row.states()))) {
            return Optional.of(attempt + " is " + stored.orElse("missing") + " in its row, but " + row.states()
                    + " in its records");
        }
        return row.failed() && !FailureTable.has(sql, row)
                ? Optional.of(attempt + " failed, but is missing among the failures")
                : Optional.empty();
    }

    private void sort(AttemptRow row) throws SQLException {
        if (row.failed()) {
            failures.add(row);
        }
        if (row.onlyNode()) {
            nodeUpdates.add(row);
        } else if (row.fresh() || row.begun() && !(careful && stored(row))) {
            insert(row);
        } else {
            updates.add(row);
        }
    }

    /** An attempt whose start was never recorded has no row yet: it is inserted after all. */
    private void update() throws SQLException {
        int[] counts = sql.batch(AttemptRow.UPDATE, updates, AttemptRow::update);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                insert(updates.get(i));
            }
        }
    }

    private void insert(AttemptRow row) throws SQLException {
        inserts.add(new Pinned(row, digests.digest(sql, new RunId(row.run()), row.node())));
    }

    private boolean stored(AttemptRow row) throws SQLException {
        return sql.first(EXISTS, found -> true, row.run(), row.node(), row.attempt())
                .isPresent();
    }
}
