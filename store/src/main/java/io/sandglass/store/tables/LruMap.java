package io.sandglass.store.tables;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was used least recently once it has {@value #MOST} entries. Used by one thread. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {
    static final int MOST = 10_000;
    private static final long serialVersionUID = 1L;

    LruMap() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
    }
}
