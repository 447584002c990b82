package io.sandglass.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "order 7", "2027-01-31T00:00:00Z/eu", "Straße #7 – 売上 \ud83d\ude00"})
    void takesWhatCanBePrinted(String text) {
        assertThatCode(() -> IdempotencyKey.check(text)).doesNotThrowAnyException();
    }

    static List<Arguments> unprintable() {
        return List.of(
                arguments("", "this is empty"),
                arguments(" a", "this begins or ends with a space"),
                arguments("a\u2003", "this begins or ends with a space"),
                arguments("a\nb", "this has U+000A"),
                arguments("a\u001b[2Jb", "this has U+001B"),
                arguments("a\u202eb", "this has U+202E"),
                arguments("a\u200bb", "this has U+200B"),
                arguments("a\ud800b", "this has U+D800"));
    }

    @ParameterizedTest
    @MethodSource("unprintable")
    void refusesWhatCannot(String text, String reason) {
        assertThatThrownBy(() -> IdempotencyKey.check(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key has 1 to 200 printable characters, and no space at either end, but " + reason);
    }

    @Test
    void isNoLongerThanItsColumn() {
        assertThatCode(() -> IdempotencyKey.check("k".repeat(200))).doesNotThrowAnyException();
        assertThatThrownBy(() -> IdempotencyKey.check("k".repeat(201))).hasMessageEndingWith("but this has 201");
    }
}
