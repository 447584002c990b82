package io.sandglass.sandbox.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values in memory, up to a number of bytes, what it takes to hold each counted in. Thread-safe. */
final class HeldValues implements KeyValues {
    /** Of a key, a value and the map's entry, beside what is in them. */
    private static final long BYTES_OF_AN_ENTRY = 128;

    private final long maxBytes;
    private final Map<String, byte[]> values = new HashMap<>();
    private long bytes;

    HeldValues(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key)).map(byte[]::clone);
    }

    @Override
    public synchronized void set(String key, byte[] value) {
        long sum = bytes + size(key, value) - held(key);
        if (sum > maxBytes) {
            throw new IllegalArgumentException("keys and values would take " + sum
                    + " bytes together, over the limit of " + maxBytes + "; delete what is not needed");
        }
        values.put(key, value.clone());
        bytes = sum;
    }

    @Override
    public synchronized void delete(String key) {
        bytes -= held(key);
        values.remove(key);
    }

    private long held(String key) {
        byte[] value = values.get(key);
        return value == null ? 0 : size(key, value);
    }

    private static long size(String key, byte[] value) {
        return BYTES_OF_AN_ENTRY + key.getBytes(UTF_8).length + value.length;
    }
}
