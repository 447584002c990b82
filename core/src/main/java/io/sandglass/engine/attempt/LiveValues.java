package io.sandglass.engine.attempt;

import io.sandglass.engine.failure.OneLine;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import io.sandglass.run.JsonSize;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of one run as its attempts see them, before they are durable. Thread-safe. */
public final class LiveValues {
    private final TreeMap<String, Payload> values;

    /** Of keys and values. */
    private long bytes;

    private int writes;

    /**
     * @param recorded what the run's record holds so far
     * @param writes how often that was changed
     */
    public LiveValues(Map<String, Payload> recorded, int writes) {
        this.values = new TreeMap<>(recorded);
        this.writes = writes;
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
        checkWrites();
        Payload old = values.get(key);
        long after = bytes + size(key, value) - (old == null ? 0 : size(key, old));
        if (after > RunValues.MAX_BYTES && after > bytes) {
            throw new IllegalArgumentException("with '" + OneLine.of(key, RunValues.MAX_KEY) + "' the values of the run"
                    + " would take more than " + RunValues.MAX_BYTES
                    + " bytes as JSON, the most there can be; remove some, or keep large data in files");
        }
        values.put(key, value);
        bytes = after;
        writes++;
        recorded.run();
    }

    /** Removes a value; as {@link #put}. */
    synchronized void remove(String key, Runnable recorded) {
        if (values.containsKey(key)) {
            checkWrites();
            bytes -= size(key, values.get(key));
            values.remove(key);
            writes++;
            recorded.run();
        }
    }

    /** Each is a record of its own, whatever it is about. */
    private void checkWrites() {
        if (writes >= RunValues.MAX_WRITES) {
            throw new IllegalArgumentException("the nodes of the run wrote or removed values " + RunValues.MAX_WRITES
                    + " times already, the most there can be; keep what changes often in the node, and write it when a"
                    + " crash must not lose it");
        }
    }

    private static long size(String key, Payload value) {
        return key.length() + JsonSize.upTo(value, RunValues.MAX_VALUE);
    }
}
