package io.sandglass.store.tables;

import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Row;
import io.sandglass.store.database.Sql;
import io.sandglass.store.ledger.PluginRow;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The plugin files as last seen; a file whose bytes are gone stays, for the digests in history. */
public final class PluginTable {
    private static final String PRESENT =
            "select file, digest from plugin where tenant = 'default' and state <> 'GONE' order by file, digest";
    private static final String GONE =
            "update plugin set state = 'GONE' where tenant = 'default' and file = ? and digest = ?";

    private PluginTable() {}

    private static final String STATES =
            "select file, digest, state from plugin where tenant = 'default' and state <> 'GONE'";

    private record Key(String file, String digest) {}

    /** The state of each file that is there, by its name and digest. */
    public static Map<String, String> states(Sql sql) throws SQLException {
        Map<String, String> states = new TreeMap<>();
        sql.list(
                STATES,
                row -> states.put(name(row.getString("file"), row.getString("digest")), row.getString("state")));
        return states;
    }

    /** The same of what is to be there. */
    public static Map<String, String> states(List<PluginRow> plugins) {
        Map<String, String> states = new TreeMap<>();
        plugins.forEach(row -> states.put(name(row.file(), row.digest()), row.state()));
        return states;
    }

    private static String name(String file, String digest) {
        return file + " (" + digest + ")";
    }

    static void replace(Sql sql, List<PluginRow> plugins) throws SQLException {
        Set<Key> gone =
                new HashSet<>(sql.list(PRESENT, row -> new Key(row.getString("file"), row.getString("digest"))));
        for (PluginRow row : plugins) {
            put(sql, row);
            gone.remove(new Key(row.file(), row.digest()));
        }
        for (Key key : gone) {
            sql.update(GONE, key.file(), key.digest());
        }
    }

    private static void put(Sql sql, PluginRow row) throws SQLException {
        Map<String, Object> values = Map.of(
                "kind", row.kind(),
                "types", Columns.cut(String.join(", ", row.types()), Columns.TEXT),
                "state", row.state(),
                "reason", Columns.cut(row.reason(), Columns.TEXT),
                "seen_at", row.seenAt());
        Map<String, Object> key = Map.of("tenant", "default", "file", row.file(), "digest", row.digest());
        Row.put(sql, "plugin", key, new TreeMap<>(values));
    }

    /** One that the columns take. @throws RuntimeException as {@link Columns#check} */
    public static PluginRow fitting(PluginRow row) {
        Columns.check("the name of a file", row.file(), Columns.FILE);
        Columns.check("a digest", row.digest(), Columns.NAME);
        Columns.check("the kind of a plugin", row.kind(), Columns.WORD);
        Columns.check("the state of a plugin", row.state(), Columns.WORD);
        String reason = Columns.cut(row.reason(), Columns.TEXT);
        return new PluginRow(row.file(), row.kind(), row.digest(), row.types(), row.state(), reason, row.seenAt());
    }
}
