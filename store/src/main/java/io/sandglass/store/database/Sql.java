package io.sandglass.store.database;

import io.sandglass.store.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, kept prepared. Parameters may be null, Instant (cut to the millisecond), Optional, an
 * enum (its name), or what JDBC takes. Used by one thread at a time.
 */
public final class Sql {
    private static final int KEPT = 64;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(KEPT, 0.75f, true);

    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs one statement.
     *
     * @return how many rows it changed
     */
    public int update(String sql, @Nullable Object... params) throws SQLException {
        return bind(sql, params).executeUpdate();
    }

    /**
     * Runs one statement for each row, in one batch.
     *
     * @return how many rows of the table each of them changed
     */
    public <T> int[] batch(String sql, Collection<T> rows, Params.Of<T> of) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        PreparedStatement statement = prepare(sql);
        Params params = new Params(statement);
        try {
            for (T row : rows) {
                of.give(row, params.again());
                statement.addBatch();
            }
            return statement.executeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    /** All rows of an answer. */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... params) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bind(sql, params).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    /** The first row of an answer. */
    public <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... params) throws SQLException {
        try (ResultSet rows = bind(sql, params).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** Of the schema; empty if there is none of ours. */
    public OptionalInt version() throws SQLException {
        return Schema.installed(connection);
    }

    /** A time that is there. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time that may be null. */
    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private PreparedStatement bind(String sql, @Nullable Object[] params) throws SQLException {
        PreparedStatement statement = prepare(sql);
        bind(statement, params);
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] params) throws SQLException {
        for (int i = 0; i < params.length; i++) {
            statement.setObject(i + 1, plain(params[i]));
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        if (prepared.size() == KEPT) {
            Iterator<PreparedStatement> oldest = prepared.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }
}
