package io.sandglass.sandbox.capability;

import java.util.Optional;
import java.util.function.Supplier;

/** Values that outlive one run of a guest, by key. */
public interface KeyValues {
    /** Refuses every call. */
    KeyValues DENIED = denied(() -> HostCallDenied.missing("keeping values", "kv: true"));

    /** Refuses every call. @param why as the guest and its author are told */
    static KeyValues denied(Supplier<HostCallDenied> why) {
        return new KeyValues() {
            @Override
            public Optional<byte[]> get(String key) {
                throw why.get();
            }

            @Override
            public void set(String key, byte[] value) {
                throw why.get();
            }

            @Override
            public void delete(String key) {
                throw why.get();
            }
        };
    }

    /**
     * Values in memory, which may be shared by several runs. Thread-safe.
     *
     * @param maxBytes most that all keys and values may take together, each pair 128 bytes beside its own; what goes beyond
     *     is refused, and the guest told so
     */
    static KeyValues inMemory(long maxBytes) {
        return new HeldValues(maxBytes);
    }

    /** What is kept under a key; empty if there is nothing. */
    Optional<byte[]> get(String key);

    /**
     * Keeps a value, over what was there.
     *
     * @param value at most 64 KiB
     * @throws IllegalArgumentException if it does not take this key or value; the message says why
     */
    void set(String key, byte[] value);

    /** Forgets a value; does nothing if there is none. */
    void delete(String key);
}
