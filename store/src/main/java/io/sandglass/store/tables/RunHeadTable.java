package io.sandglass.store.tables;

import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far runs have come, as their table says. */
public final class RunHeadTable {
    private static final String SELECT = "select run_id, last_seq from run where ";
    private static final String OPEN = SELECT + "status in ("
            + Arrays.stream(RunStatus.values())
                    .filter(status -> !status.ended())
                    .map(status -> "'" + status + "'")
                    .collect(Collectors.joining(", "))
            + ")";
    private static final String ONE = SELECT + "run_id = ?";
    private static final String HIGHEST = "select max(run_id) from run";

    private RunHeadTable() {}

    /**
     * One run.
     *
     * @param lastSeq the number of its last record
     */
    public record Head(RunId run, long lastSeq) {}

    /** Those that have not ended. */
    public static List<Head> open(Sql sql) throws SQLException {
        return sql.list(OPEN, RunHeadTable::head);
    }

    /** How far one run has come. */
    public static Optional<Head> find(Sql sql, RunId run) throws SQLException {
        return sql.first(ONE, RunHeadTable::head, run.value());
    }

    /** The highest id of all; 0 if there is no run. */
    public static long highest(Sql sql) throws SQLException {
        return sql.first(HIGHEST, row -> row.getLong(1)).orElse(0L);
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(new RunId(row.getLong("run_id")), row.getLong("last_seq"));
    }
}
