package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "64MiB, 67108864", "64 KiB, 65536", "1.5kB, 1500", "2GB, 2000000000", "7B, 7"})
    void readsSizes(String text, long bytes) {
        assertThat(Quantity.size(text)).hasValue(bytes);
    }

    @Test
    void readsCounts() {
        assertThat(Quantity.count("50M")).hasValue(50_000_000);
        assertThat(Quantity.count("0.5k")).hasValue(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "64mb", "1.5B", "1e3", "10000000000GiB", "50M", "lots"})
    void refusesWhatIsNoSize(String text) {
        assertThat(Quantity.size(text)).isEmpty();
    }
}
