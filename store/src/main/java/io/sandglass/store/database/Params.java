package io.sandglass.store.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Gives a statement its parameters one after the other. Used by one thread. */
public final class Params {
    private final PreparedStatement statement;
    private int next = 1;

    Params(PreparedStatement statement) {
        this.statement = statement;
    }

    /** What one row gives to a statement. */
    @FunctionalInterface
    public interface Of<T> {
        void give(T row, Params params) throws SQLException;
    }

    /** Begins again with the first parameter. */
    Params again() {
        next = 1;
        return this;
    }

    /** The next parameter. */
    public Params number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    /** Zero stands for null. */
    public Params seq(long value) throws SQLException {
        if (value == 0) {
            statement.setNull(next++, Types.BIGINT);
            return this;
        }
        return number(value);
    }

    /** The next parameter. */
    public Params optionalNumber(@Nullable Integer value) throws SQLException {
        statement.setObject(next++, value, Types.INTEGER);
        return this;
    }

    /** The next parameter. */
    public Params optionalNumber(@Nullable Long value) throws SQLException {
        statement.setObject(next++, value, Types.BIGINT);
        return this;
    }

    /** The next parameter. */
    public Params text(@Nullable String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    /** The next parameter, by its name. */
    public Params text(@Nullable Enum<?> value) throws SQLException {
        return text(value == null ? null : value.name());
    }

    /** The next parameter. */
    public Params flag(boolean value) throws SQLException {
        statement.setBoolean(next++, value);
        return this;
    }

    /** Cut to the millisecond. */
    public Params time(@Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(next++, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(next++, value.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
        }
        return this;
    }

    /** The next parameter. */
    public Params bytes(byte[] value) throws SQLException {
        statement.setBytes(next++, value);
        return this;
    }
}
