package io.sandglass.app;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.journal.JournalFill;
import io.sandglass.store.projection.ProjectionLag;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a store fares, as JDK values. */
final class StoreWords {
    private StoreWords() {}

    /**
     * How far the history is behind the journal, and how much that keeps; nothing of the journal if its disk fails.
     *
     * @param lostLogLines those that never came to the store
     */
    static Map<String, Object> object(H2Store store, long lostLogLines) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("history", history(store.projectionLag(), lostLogLines));
        object.put("backupTrouble", store.backupTrouble().orElse(""));
        try {
            object.put("journal", journal(store.journalFill()));
        } catch (StoreUnavailable e) {
            object.put("journal", Map.of());
        }
        return object;
    }

    private static Map<String, Object> history(ProjectionLag lag, long lostLogLines) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("recordsBehind", lag.records());
        object.put("millisBehind", lag.age().toMillis());
        object.put("setAside", lag.setAside());
        object.put("lostLogLines", lag.lostLines() + lostLogLines);
        return object;
    }

    private static Map<String, Object> journal(JournalFill fill) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bytes", fill.bytes());
        object.put("segments", fill.segments());
        object.put("oldestEntry", fill.oldest());
        object.put("newestEntry", fill.newest());
        return object;
    }
}
