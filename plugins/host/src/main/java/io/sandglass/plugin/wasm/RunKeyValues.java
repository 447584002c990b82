package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.RunValues;
import io.sandglass.plugin.json.BoundedJson;
import io.sandglass.sandbox.capability.KeyValues;
import java.io.IOException;
import java.util.Optional;

/** The values of a run, for a guest: each is one JSON value. */
record RunKeyValues(RunValues values) implements KeyValues {
    @Override
    public Optional<byte[]> get(String key) {
        return values.get(key).map(GuestJson::bytes);
    }

    @Override
    public void set(String key, byte[] value) {
        try {
            values.put(key, BoundedJson.STRICT.read(value, Limits.DEFAULT.values()));
        } catch (IOException noJson) {
            throw new IllegalArgumentException("a value must be one JSON value", noJson);
        }
    }

    @Override
    public void delete(String key) {
        values.remove(key);
    }
}
