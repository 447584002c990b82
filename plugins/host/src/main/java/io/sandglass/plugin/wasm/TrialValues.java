package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Values without a run, in memory, within the limits of a run's. Belongs to the guest's thread. */
final class TrialValues implements RunValues {
    private final TreeMap<String, Payload> values = new TreeMap<>();
    private long bytes;
    private int writes;

    @Override
    public Optional<Payload> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, Payload value) {
        refuseIf(key.isEmpty() || key.length() > MAX_KEY, "a key has 1 to " + MAX_KEY + " characters");
        refuseIf(GuestJson.bytes(value).length > MAX_VALUE, "a value takes at most " + MAX_VALUE + " bytes as JSON");
        refuseIf(!values.containsKey(key) && values.size() >= MAX_KEYS, "a run has at most " + MAX_KEYS + " values");
        checkWrites();
        long after = bytes + size(key, value) - held(key);
        refuseIf(
                after > MAX_BYTES && after > bytes,
                "the values of a run take at most " + MAX_BYTES + " bytes together with their keys");
        values.put(key, value);
        bytes = after;
        writes++;
    }

    @Override
    public void remove(String key) {
        if (values.containsKey(key)) {
            checkWrites();
            bytes -= held(key);
            values.remove(key);
            writes++;
        }
    }

    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(new TreeSet<>(values.keySet()));
    }

    private void checkWrites() {
        refuseIf(writes >= MAX_WRITES, "the nodes of a run write and remove values at most " + MAX_WRITES + " times");
    }

    private long held(String key) {
        return get(key).map(value -> size(key, value)).orElse(0L);
    }

    private static long size(String key, Payload value) {
        return key.length() + (long) GuestJson.bytes(value).length;
    }

    private static void refuseIf(boolean beyond, String limit) {
        if (beyond) {
            throw new IllegalArgumentException(limit);
        }
    }
}
