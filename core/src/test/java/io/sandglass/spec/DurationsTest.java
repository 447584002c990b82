package io.sandglass.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "5s, PT5S",
        "1.5s, PT1.5S",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "12h, PT12H",
        "7d, P7D",
        "1d12h, P1DT12H",
        "90 S, PT90S",
        "0s, PT0S",
        "PT0.1S, PT0.1S",
        "pt3h, PT3H",
        "P30D, P30D"
    })
    void areReadInBothForms(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"36501d", "P99999999999999D"})
    void areNoLongerThanThoseOfWorkflows(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' is too long; write at most 36500d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "5", "5x", "m5", "-1s", "PT-1S", "P", "30 days", "1m1h", "5s5s", "P1Y", "99999999999d"})
    void areRefusedWithWordsOnHowToWriteThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' is not a duration; write it as in 500ms, 30s, 10m, 12h or 30d");
    }
}
