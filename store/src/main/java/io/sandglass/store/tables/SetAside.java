package io.sandglass.store.tables;

import io.sandglass.run.RunId;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables refused, and so do not show.
 *
 * @param run 0 if it is not of a run
 * @param entry its number in the journal
 * @param reason in the database's words
 */
public record SetAside(long run, long entry, String reason) {
    /** Most that are told of one by one. */
    private static final int MOST = 100;

    private static final String ALL = "select run_id, entry, reason from set_aside order by entry limit " + MOST;
    private static final String COUNT = "select count(*) from set_aside";
    private static final String KNOWN = "select 1 from set_aside where run_id = ? and entry = ?";
    private static final String INSERT =
            "insert into set_aside (run_id, run_key, entry, reason, at) values (?, ?, ?, ?, ?)";

    /** The oldest of them. */
    public static List<SetAside> all(Sql sql) throws SQLException {
        return sql.list(ALL, row -> new SetAside(row.getLong(1), row.getLong(2), row.getString(3)));
    }

    /** How many there are. */
    public static long count(Sql sql) throws SQLException {
        return sql.first(COUNT, row -> row.getLong(1)).orElse(0L);
    }

    /** Doing it again changes nothing. */
    public void write(Sql sql, Instant at) throws SQLException {
        if (sql.first(KNOWN, row -> true, run, entry).isEmpty()) {
            sql.update(INSERT, run, key(), entry, Columns.cut(reason, Columns.SENTENCE), at);
        }
    }

    private @Nullable String key() {
        return run == 0 ? null : new RunId(run).toString();
    }

    /** For people. */
    public String words() {
        String what = run == 0 ? "" : ", as far as it tells of run " + key();
        return "entry " + entry + " of the journal" + what + ", does not fit into the tables: " + reason;
    }
}
