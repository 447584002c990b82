package io.sandglass.store.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row to insert, or columns of a row to update, gathered during one transaction. Used by one thread. */
public final class Row {
    private final String table;
    private final Map<String, Object> key;
    private final boolean fresh;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Row(String table, Map<String, Object> key, boolean fresh) {
        this.table = table;
        this.key = new TreeMap<>(key); // the same order every time, so that statements are the same
        this.fresh = fresh;
    }

    static Row insert(String table, Map<String, Object> key) {
        return new Row(table, key, true);
    }

    static Row update(String table, Map<String, Object> key) {
        return new Row(table, key, false);
    }

    /** Updates the row, or inserts it if there is none: each key is written once in a transaction, as H2 likes it. */
    public static void put(Sql sql, String table, Map<String, Object> key, Map<String, ?> values) throws SQLException {
        Row update = update(table, key);
        values.forEach(update::set);
        if (sql.update(update.sql(), update.params().toArray()) == 0) {
            Row insert = insert(table, key);
            values.forEach(insert::set);
            sql.update(insert.sql(), insert.params().toArray());
        }
    }

    Row set(String column, @Nullable Object value) {
        values.put(column, value);
        return this;
    }

    String sql() {
        return fresh ? insertion() : modification();
    }

    List<@Nullable Object> params() {
        List<@Nullable Object> params = new ArrayList<>(fresh ? key.values() : values.values());
        params.addAll(fresh ? values.values() : key.values());
        return params;
    }

    private String insertion() {
        List<String> columns =
                Stream.concat(key.keySet().stream(), values.keySet().stream()).toList();
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (" + marks + ")";
    }

    private String modification() {
        return "update " + table + " set " + assignments(values.keySet().stream(), ", ") + " where "
                + assignments(key.keySet().stream(), " and ");
    }

    private static String assignments(Stream<String> columns, String separator) {
        return columns.map(column -> column + " = ?").collect(Collectors.joining(separator));
    }
}
