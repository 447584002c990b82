package io.sandglass.store.history;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a result as values of the JDK, whatever the driver's own types are. */
final class Cells {
    private static final long CELL_BYTES = 16;

    private final List<String> labels = new ArrayList<>();
    private final int[] types;

    Cells(ResultSetMetaData meta) throws SQLException {
        types = new int[meta.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            labels.add(meta.getColumnLabel(i + 1).toLowerCase(Locale.ROOT));
            types[i] = meta.getColumnType(i + 1);
        }
    }

    List<String> labels() {
        return labels;
    }

    List<@Nullable Object> row(ResultSet result) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(types.length);
        for (int i = 0; i < types.length; i++) {
            row.add(cell(result, i + 1, types[i]));
        }
        return row;
    }

    /** What a row takes, roughly: a character counts as a byte, and each cell for a few. */
    static long bytes(List<@Nullable Object> row) {
        return row.stream().mapToLong(Cells::bytes).sum();
    }

    private static long bytes(@Nullable Object cell) {
        if (cell instanceof String text) {
            return CELL_BYTES + text.length();
        }
        return CELL_BYTES + (cell instanceof byte[] bytes ? bytes.length : 0);
    }

    private static @Nullable Object cell(ResultSet result, int column, int type) throws SQLException {
        return switch (type) {
            case Types.TIMESTAMP_WITH_TIMEZONE -> instant(result.getObject(column, OffsetDateTime.class));
            case Types.TIMESTAMP -> result.getObject(column, LocalDateTime.class);
            case Types.DATE -> result.getObject(column, LocalDate.class);
            case Types.TIME -> result.getObject(column, LocalTime.class);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> result.getBytes(column);
            default -> plain(result, column);
        };
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Object plain(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        return value == null || value instanceof Number || value instanceof Boolean ? value : result.getString(column);
    }
}
