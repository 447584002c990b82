package io.sandglass.plugin.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.RunValues;
import io.sandglass.sandbox.capability.KeyValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of a guest that is tried out have the limits of those of a run. */
class TrialValuesTest {
    private final KeyValues values = GuestGrants.trial(Permissions.NONE.withKv(true), Map.of(), (level, line) -> {})
            .values();

    @Test
    void areJsonUnderKeysOfACertainLength() {
        values.set("k".repeat(RunValues.MAX_KEY), json("[1]"));

        assertThat(values.get("k".repeat(RunValues.MAX_KEY))).contains(json("[1]"));
        assertRefused("", "1", "1 to 128 characters");
        assertRefused("k".repeat(RunValues.MAX_KEY + 1), "1", "1 to 128 characters");
        assertRefused("k", "no", "one JSON value");
    }

    @Test
    void areNoMoreThanARunMayHave() {
        for (int i = 0; i < RunValues.MAX_KEYS; i++) {
            values.set("k" + i, json("1"));
        }

        assertRefused("one more", "1", "at most 1000 values");
        values.set("k0", json("2"));
        values.delete("k1");
        values.set("one more", json("1"));
        assertThat(values.get("one more")).isPresent();
    }

    @Test
    void takeNoMoreBytesThanThoseOfARun() {
        String large = "\"" + "x".repeat(60 * 1024) + "\"";
        for (int i = 0; i < 17; i++) {
            values.set("k" + i, json(large));
        }

        assertRefused("k17", large, "at most 1048576 bytes");
        assertRefused("k17", "\"" + "x".repeat(RunValues.MAX_VALUE) + "\"", "at most 65536 bytes as JSON");
    }

    @Test
    void areNotWrittenMoreOftenThanThoseOfARun() {
        for (int i = 0; i < RunValues.MAX_WRITES; i++) {
            values.set("k", json("1"));
        }

        assertRefused("k", "1", "at most 10000 times");
    }

    private void assertRefused(String key, String value, String why) {
        assertThatThrownBy(() -> values.set(key, json(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }
}
