package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1.0.0, true",
        "1, 1.99.3, true",
        "1, 2.0.0, false",
        "1.4, 1.4.9, true",
        "1.4, 1.5.0, false",
        "1.4.2, 1.4.2, true",
        "1.4.2, 1.4.3, false",
        "^1.4, 1.4.0, true",
        "^1.4, 1.40.0, true",
        "^1.4, 1.3.9, false",
        "^1.4, 2.0.0, false",
        "^1.4.2, 1.4.1, false",
        "^0.3, 0.3.7, true",
        "^0.3, 0.4.0, false",
        "^0.0.3, 0.0.3, true",
        "^0.0.3, 0.0.4, false",
        "^0, 0.9.0, true",
        "0, 1.0.0, false"
    })
    void fitsWhatItSays(String range, String version, boolean fits) {
        assertThat(VersionRange.parse(range).orElseThrow().fits(Version.parse(version)))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.", "1.2.3.4", ">=1", "~1", "1.x", "^", "1234567"})
    void isNoRange(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }
}
