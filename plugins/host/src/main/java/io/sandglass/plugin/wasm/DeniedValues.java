package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.capability.HostCallDenied;
import io.sandglass.sandbox.capability.KeyValues;
import java.util.Optional;

/** What a guest finds that may not keep values. */
final class DeniedValues implements KeyValues {
    @Override
    public Optional<byte[]> get(String key) {
        throw denied();
    }

    @Override
    public void set(String key, byte[] value) {
        throw denied();
    }

    @Override
    public void delete(String key) {
        throw denied();
    }

    private static HostCallDenied denied() {
        return Denials.of("keeping values of the run", "kv: true", "kv");
    }
}
