package io.sandglass.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactedValuesTest {
    private static final String SECRET = "the-value-of-a";

    private final AttemptSecrets secrets = new AttemptSecrets(Set.of("a"), name -> Optional.of(SECRET));
    private final Kept kept = new Kept();
    private final RedactedValues values = new RedactedValues(kept, secrets);

    @Test
    void whatWasPutUnderASecretIsFoundAndRemovedUnderIt() {
        secrets.value("a");

        values.put("key " + SECRET, Payload.of(1));

        assertThat(kept.byKey).containsOnlyKeys("key [secret]");
        assertThat(values.get("key " + SECRET)).contains(Payload.of(1));
        values.remove("key " + SECRET);
        assertThat(kept.byKey).isEmpty();
    }

    private static final class Kept implements RunValues {
        private final Map<String, Payload> byKey = new HashMap<>();

        @Override
        public Optional<Payload> get(String key) {
            return Optional.ofNullable(byKey.get(key));
        }

        @Override
        public void put(String key, Payload value) {
            byKey.put(key, value);
        }

        @Override
        public void remove(String key) {
            byKey.remove(key);
        }

        @Override
        public Set<String> keys() {
            return Set.copyOf(byKey.keySet());
        }
    }
}
