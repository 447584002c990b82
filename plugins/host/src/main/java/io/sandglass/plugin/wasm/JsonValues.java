package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.capability.KeyValues;
import java.io.IOException;
import java.util.Optional;

/** Values of which each is one JSON value, as those of a run are. */
record JsonValues(KeyValues values) implements KeyValues {
    @Override
    public Optional<byte[]> get(String key) {
        return values.get(key);
    }

    @Override
    public void set(String key, byte[] value) {
        try {
            GuestJson.value(value);
        } catch (IOException noJson) {
            throw new IllegalArgumentException("a value must be one JSON value", noJson);
        }
        values.set(key, value);
    }

    @Override
    public void delete(String key) {
        values.delete(key);
    }
}
