package io.sandglass.engine.attempt;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import java.util.Optional;
import java.util.Set;

/** Values of a run into which an attempt cannot write its secrets. Thread-safe. */
record RedactedValues(RunValues values, AttemptSecrets secrets) implements RunValues {
    @Override
    public Optional<Payload> get(String key) {
        return values.get(secrets.redact(key)); // as it was put
    }

    @Override
    public void put(String key, Payload value) {
        values.put(secrets.redact(key), secrets.redact(value));
    }

    @Override
    public void remove(String key) {
        values.remove(secrets.redact(key));
    }

    @Override
    public Set<String> keys() {
        return values.keys();
    }
}
