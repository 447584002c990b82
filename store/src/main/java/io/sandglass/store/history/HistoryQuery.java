package io.sandglass.store.history;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL written by people, as a user who may read the views of schema {@code report} and nothing else.
 *
 * <p>Unqualified names mean that schema. Thread-safe; every query sees what was acknowledged before it began, unless the
 * database is in such trouble that it cannot catch up within seconds: then it sees what is there.
 *
 * @see <a href="../../../../../../../../docs/reference/report.md">the views</a>
 */
public final class HistoryQuery {
    /** No query runs longer, whatever is asked for. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    /** An answer stops growing after so many bytes of text and other bytes, whatever is asked for. */
    public static final long MOST_BYTES = 32L * 1024 * 1024;

    /** How long a query waits for what was acknowledged to be there; then it is answered from what is. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReaderConnections connections;
    private final Settling settling;

    public HistoryQuery(ReaderConnections connections, Settling settling) {
        this.connections = requireNonNull(connections, "connections");
        this.settling = requireNonNull(settling, "settling");
    }

    /**
     * Runs one query.
     *
     * @param sql one SELECT, with {@code ?} where a parameter stands; anything that is no query is refused
     * @param params in order; null is SQL's null
     * @param maxRows most rows in the answer, at least 1; fewer come once they reach {@link #MOST_BYTES}, but
     *     always the first
     * @param timeout after which it is cancelled, rounded up to a second; cut to {@link #LONGEST}
     * @throws QueryFailed if it is no query, names what may not be read, is wrong, or takes too long
     * @throws io.sandglass.store.StoreUnavailable if the database cannot be read now
     */
    public Table query(String sql, List<? extends @Nullable Object> params, int maxRows, Duration timeout) {
        return answer(checked(sql, params, maxRows, timeout), true);
    }

    /** The same for one of several questions that belong together, but for the first: it waits for nothing to be there. */
    public Table queryNow(String sql, List<? extends @Nullable Object> params, int maxRows, Duration timeout) {
        return answer(checked(sql, params, maxRows, timeout), false);
    }

    private static Question checked(
            String sql, List<? extends @Nullable Object> params, int maxRows, Duration timeout) {
        if (maxRows < 1 || maxRows == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxRows must be at least 1 and below 2147483647, but is " + maxRows);
        }
        OneStatement.require(sql);
        return new Question(sql, params, maxRows, seconds(timeout));
    }

    private Table answer(Question question, boolean settled) {
        if (settled) {
            settling.settle(PATIENCE);
        }
        try (Connection connection = connections.borrow()) {
            try {
                return run(connection, question);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw Complaint.about(e);
        }
    }

    private static int seconds(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        return (int) Math.max(1, bounded.plusMillis(999).toSeconds());
    }

    private static Table run(Connection connection, Question question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
            if (statement.getMetaData() == null) {
                throw new QueryFailed("only queries are answered here; this statement is none");
            }
            statement.setQueryTimeout(question.seconds());
            statement.setMaxRows(question.maxRows() + 1);
            for (int i = 0; i < question.params().size(); i++) {
                statement.setObject(i + 1, question.params().get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                return table(result, question.maxRows());
            }
        }
    }

    private static Table table(ResultSet result, int maxRows) throws SQLException {
        Cells cells = new Cells(result.getMetaData());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long bytes = 0;
        while (rows.size() < maxRows && bytes < MOST_BYTES && result.next()) {
            List<@Nullable Object> row = cells.row(result);
            bytes += Cells.bytes(row);
            rows.add(row);
        }
        boolean full = rows.size() == maxRows || bytes >= MOST_BYTES;
        return new Table(cells.labels(), rows, full && result.next());
    }

    private record Question(String sql, List<? extends @Nullable Object> params, int maxRows, int seconds) {}
}
