package io.sandglass.store.tables;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which code the nodes of recent runs are pinned to: a cache over the runs' first events. Used by one thread.
 */
final class PinnedDigests {
    private final Map<RunId, Map<String, String>> digests = new LruMap<>();

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
        return RunLog.first(sql, run)
                .filter(RunStarted.class::isInstance)
                .map(event -> ((RunStarted) event).digests())
                .orElse(Map.of());
    }
}
