package io.sandglass.app;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.ProjectionLag;
import io.sandglass.store.journal.JournalFill;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a store fares, as JDK values. */
final class StoreWords {
    private StoreWords() {}

    /** How far the history is behind the journal, and how much that keeps; nothing of the journal if its disk fails. */
    static Map<String, Object> object(H2Store store) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("history", history(store.projectionLag()));
        try {
            object.put("journal", journal(store.journalFill()));
        } catch (StoreUnavailable e) {
            object.put("journal", Map.of());
        }
        return object;
    }

    private static Map<String, Object> history(ProjectionLag lag) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("recordsBehind", lag.records());
        object.put("millisBehind", lag.age().toMillis());
        object.put("setAside", lag.setAside());
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
