package io.sandglass.plugin.testkit;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Values of a run without a host: kept in memory, with the host's rule for keys. */
final class FakeValues implements RunValues {
    private final NavigableMap<String, Payload> values = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Payload> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, Payload value) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_KEY + " characters, but this has " + key.length());
        }
        values.put(key, value);
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }

    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(new TreeSet<>(values.keySet()));
    }
}
