package io.sandglass.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveValuesTest {
    private static final Payload LARGE = Payload.of("x".repeat(RunValues.MAX_VALUE - 2));
    private static final int FIT = RunValues.MAX_BYTES / RunValues.MAX_VALUE - 2;

    private final AtomicInteger recorded = new AtomicInteger();
    private final LiveValues values = new LiveValues(Map.of("first", LARGE), 1);

    @Test
    void takeNoMoreThanAMebibyteTogether() {
        for (int i = 1; i < FIT; i++) {
            put("key-" + i, LARGE);
        }

        assertThatThrownBy(() -> {
                    put("a", LARGE);
                    put("b", LARGE);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'b'")
                .hasMessageContaining("1048576 bytes");
        assertThat(values.keys()).hasSize(FIT + 1).contains("a").doesNotContain("b");
        assertThat(recorded).hasValue(FIT);
    }

    @Test
    void whatIsRemovedOrReplacedMakesRoom() {
        for (int i = 1; i <= FIT; i++) {
            put("key-" + i, LARGE);
        }
        put("key-1", Payload.of(1L));
        put("more", LARGE);
        values.remove("key-2", recorded::incrementAndGet);

        put("again", LARGE);

        assertThat(values.keys()).contains("more", "again");
    }

    @Test
    void areWrittenAndRemovedOnlySoOften() {
        for (int i = 1; i < RunValues.MAX_WRITES - 1; i += 2) {
            put("cursor", Payload.of(i));
            values.remove("cursor", recorded::incrementAndGet);
        }
        put("cursor", Payload.of("last"));
        values.remove("nothing", recorded::incrementAndGet);

        assertThatThrownBy(() -> put("cursor", Payload.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000 times");
        assertThatThrownBy(() -> values.remove("first", recorded::incrementAndGet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000 times");
        assertThat(recorded).hasValue(RunValues.MAX_WRITES - 1);
        assertThat(values.get("first")).contains(LARGE);
    }

    private void put(String key, Payload value) {
        values.put(key, value, recorded::incrementAndGet);
    }
}
