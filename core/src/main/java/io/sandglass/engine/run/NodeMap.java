package io.sandglass.engine.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something for some nodes of one run, in the order in which they came. Takes next to no memory while it is empty, as it
 * mostly is: a service may have a hundred thousand runs that wait. Belongs to the owner of the run.
 */
final class NodeMap<T> {
    private static final int FEW = 2;

    private @Nullable LinkedHashMap<Integer, T> found;

    @Nullable
    T get(int node) {
        return found == null ? null : found.get(node);
    }

    boolean has(int node) {
        return found != null && found.containsKey(node);
    }

    boolean isEmpty() {
        return found == null;
    }

    /** What is there now; a view that may be used until the next change. */
    Map<Integer, T> all() {
        return found == null ? Map.of() : Collections.unmodifiableMap(found);
    }

    void put(int node, T thing) {
        if (found == null) {
            found = new LinkedHashMap<>(FEW);
        }
        found.put(node, thing);
    }

    /** @return what was there; null if nothing was */
    @Nullable
    T remove(int node) {
        if (found == null) {
            return null;
        }
        T removed = found.remove(node);
        if (found.isEmpty()) {
            found = null;
        }
        return removed;
    }

    void clear() {
        found = null;
    }
}
