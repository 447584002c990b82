package io.sandglass.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KEYS = List.of("needs", "timeout", "retry", "extract", "with", "when");

    @ParameterizedTest
    @CsvSource({
        "need,needs",
        "timeuot,timeout",
        "RETRY,retry",
        "extrct,extract",
        "wiht,with",
        "wehn,when",
        "tmieot,timeout"
    })
    void findsTheNearestWord(String word, String expected) {
        assertThat(Suggestion.nearest(word, KEYS)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"zebra", "x", "timetable"})
    void saysNothingIfNothingIsNear(String word) {
        assertThat(Suggestion.nearest(word, KEYS)).isEmpty();
    }

    @Test
    void prefersTheFirstOfEquallyNearWords() {
        assertThat(Suggestion.nearest("cat", List.of("car", "bat"))).contains("car");
    }

    @Test
    void givesUpOnLongWordsAndEmptyOnes() {
        assertThat(Suggestion.nearest("", KEYS)).isEmpty();
        assertThat(Suggestion.nearest("x".repeat(1 << 20), Collections.nCopies(1000, "x".repeat(1 << 20))))
                .isEmpty();
    }

    @Test
    void looksAtLimitedNumbersOfCandidates() {
        var many = Collections.nCopies(10_000, "abcdefgh");
        var more = new ArrayList<>(many);
        more.add("zzzz-zzzz");

        assertThat(Suggestion.nearest("zzzz_zzzz", more)).isEmpty();
        assertThat(Suggestion.nearest("zzzz_zzzz", List.of("zzzz-zzzz"))).contains("zzzz-zzzz");
    }
}
