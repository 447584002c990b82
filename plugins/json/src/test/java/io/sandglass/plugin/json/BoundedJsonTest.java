package io.sandglass.plugin.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {
    private static final long MOST = Limits.DEFAULT.values();
    private static final int MIB = 1 << 20;

    @Test
    void readsWhatAPayloadHolds() throws IOException {
        String json = "{\"a\": [1, 2.5, \"three\", true, null, {}], \"b\": 12345678901}";

        Payload read = BoundedJson.STRICT.read(json, 9);

        assertThat(read)
                .isEqualTo(Payload.of(
                        Map.of("a", Arrays.asList(1, 2.5, "three", true, null, Map.of()), "b", 12345678901L)));
        assertThat(BoundedJson.LENIENT.read(json.getBytes(US_ASCII), 9)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1|1", "[]|1", "{}|1", "[1,2]|3", "{\"a\":{\"b\":null}}|3", "[[],{},[{}]]|5"})
    void countsAsAPayloadDoes(String json, long values) throws IOException {
        Payload payload = BoundedJson.STRICT.read(json, values);

        assertThat(payload.holdsMoreThan(values)).isFalse();
        assertThat(payload.holdsMoreThan(values - 1)).isTrue();
        assertThatThrownBy(() -> BoundedJson.STRICT.read(json, values - 1))
                .isInstanceOf(TooManyValues.class)
                .hasMessage("more than " + (values - 1) + " values");
        assertThatThrownBy(() -> BoundedJson.LENIENT.tree(json.getBytes(US_ASCII), values - 1))
                .isInstanceOf(TooManyValues.class);
        assertThat(BoundedJson.LENIENT.tree(json.getBytes(US_ASCII), values)).hasToString(json);
    }

    @Test
    void readsNoFurtherThanTheFirstValueTooMany() {
        assertThatThrownBy(() -> BoundedJson.STRICT.read("[1, 2, 3, no JSON", 3))
                .isInstanceOf(TooManyValues.class);
        assertThatThrownBy(() -> BoundedJson.STRICT.read("[1, 2, no JSON", 3)).isNotInstanceOf(TooManyValues.class);
    }

    /** Of the first two shapes 8 MiB became 400 and 740 MiB of objects, more than any heap has to spare. */
    @ParameterizedTest
    @ValueSource(strings = {"{},", "[[]],", "{\"a\":{\"b\":{}}},", "0,", "{\"\":\"\"},"})
    void makesLittleOfTextsThatWouldBecomeManyObjects(String part) {
        byte[] json = ("[" + part.repeat(8 * MIB / part.length()) + "0]").getBytes(US_ASCII);

        long before = allocated();
        assertThatThrownBy(() -> BoundedJson.STRICT.read(json, MOST)).isInstanceOf(TooManyValues.class);

        assertThat(allocated() - before).isLessThan(120 * MIB);
    }

    @Test
    void refusesWhatIsNotExactlyOneValue() {
        for (String json : List.of("", " ", "[1", "{} {}", "{\"a\": 1} x", "nothing")) {
            assertThatThrownBy(() -> BoundedJson.STRICT.read(json, MOST))
                    .as(json)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesWhatIsNestedTooDeeplyForAPayload() {
        int depth = Payload.MAX_DEPTH + 1;

        assertThatThrownBy(() -> BoundedJson.LENIENT.read("[".repeat(depth) + "]".repeat(depth), MOST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("deeper than");
    }

    @Test
    void takesTheLastOfTwoEqualKeysOnlyIfLenient() throws IOException {
        String twice = "{\"a\": 1, \"a\": 2}";

        assertThat(BoundedJson.LENIENT.read(twice, MOST)).isEqualTo(Payload.of(Map.of("a", 2)));
        assertThatThrownBy(() -> BoundedJson.STRICT.read(twice, MOST)).hasMessageContaining("Duplicate");
    }

    @Test
    void makesNoTreeOfNothing() throws IOException {
        assertThat(BoundedJson.LENIENT.tree(new byte[0], MOST).isMissingNode()).isTrue();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
