package io.sandglass.store.database;

import java.sql.SQLException;
import java.util.List;

/**
 * Which entry of which journal the database has applied last.
 *
 * @param journal empty if it has not met one yet
 */
public record Applied(String journal, long seq) {
    private static final String READ = "select journal, seq from applied where k = 1";
    private static final String MOVE = "update applied set seq = ?, at = current_timestamp where k = 1";
    private static final String ADOPT = "update applied set journal = ?, seq = ?, at = current_timestamp where k = 1";

    /** What the database says. */
    public static Applied read(Sql sql) throws SQLException {
        return sql.first(READ, row -> new Applied(row.getString(1), row.getLong(2)))
                .orElseThrow(() -> new SQLException("the table applied has no row"));
    }

    /** The database has applied everything up to this entry. */
    public static void move(Sql sql, long seq) throws SQLException {
        sql.batch(MOVE, List.of(seq), (value, params) -> params.number(value));
    }

    /** The database follows this journal from now on. */
    public void adopt(Sql sql) throws SQLException {
        sql.update(ADOPT, journal, seq);
    }
}
