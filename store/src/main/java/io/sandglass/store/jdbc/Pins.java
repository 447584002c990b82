package io.sandglass.store.jdbc;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which code the nodes of recent runs are pinned to: a cache over the runs' first events. Guarded by the writer's turn.
 */
final class Pins {
    private static final int KEPT = 1_000;
    private static final String FIRST = "select data from event where run_id = ? and seq = 1";

    private final Map<RunId, Map<String, String>> digests = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Map<String, String>> eldest) {
            return size() > KEPT;
        }
    };

    void remember(RunId run, RunStarted event) {
        digests.put(run, event.digests());
    }

    void forget(RunId run) {
        digests.remove(run);
    }

    @Nullable
    String digest(Sql sql, RunId run, String node) throws SQLException {
        Map<String, String> known = digests.get(run);
        if (known == null) {
            known = load(sql, run);
            digests.put(run, known);
        }
        String digest = known.get(node);
        return digest == null ? null : Columns.cut(digest, Columns.NAME);
    }

    private static Map<String, String> load(Sql sql, RunId run) throws SQLException {
        return sql.first(FIRST, row -> row.getString(1), run.value())
                .map(data -> (RunStarted) EventReader.read(EventTypes.RUN_STARTED, data))
                .map(RunStarted::digests)
                .orElse(Map.of());
    }
}
