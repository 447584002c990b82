package io.sandglass.engine;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of one run as its attempts see them, before they are durable. Thread-safe. */
final class LiveValues {
    private final TreeMap<String, Payload> values;

    /** Of keys and values. */
    private long bytes;

    /** @param recorded what the run's record holds so far */
    LiveValues(Map<String, Payload> recorded) {
        values = new TreeMap<>(recorded);
        values.forEach((key, value) -> bytes += size(key, value));
    }

    synchronized Optional<Payload> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized Set<String> keys() {
        return Collections.unmodifiableSet(new TreeSet<>(values.keySet()));
    }

    /**
     * Writes a value.
     *
     * @param recorded called before any other write; must not block
     */
    synchronized void put(String key, Payload value, Runnable recorded) {
        if (!values.containsKey(key) && values.size() >= RunValues.MAX_KEYS) {
            throw new IllegalArgumentException("the run has " + RunValues.MAX_KEYS
                    + " values already, the most there can be; remove some, or keep many things in one value");
        }
        Payload old = values.get(key);
        long after = bytes + size(key, value) - (old == null ? 0 : size(key, old));
        if (after > RunValues.MAX_BYTES && after > bytes) {
            throw new IllegalArgumentException("with '" + OneLine.of(key, RunValues.MAX_KEY) + "' the values of the run"
                    + " would take more than " + RunValues.MAX_BYTES
                    + " bytes as JSON, the most there can be; remove some, or keep large data in files");
        }
        values.put(key, value);
        bytes = after;
        recorded.run();
    }

    /** Removes a value; as {@link #put}. */
    synchronized void remove(String key, Runnable recorded) {
        Payload old = values.remove(key);
        if (old != null) {
            bytes -= size(key, old);
            recorded.run();
        }
    }

    private static long size(String key, Payload value) {
        return key.length() + JsonSize.upTo(value, RunValues.MAX_VALUE);
    }
}
