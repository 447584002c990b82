package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void showsControlCharactersInsteadOfPrintingThem() {
        assertThat(Printable.line("a\u001b[0mb\u0000c\u0085d\u007f")).isEqualTo("a\\u001b[0mb\\u0000c | d\\u007f");
        assertThat(Printable.line("\u202eabc\u2066")).isEqualTo("\\u202eabc\\u2066");
        assertThat(Printable.line("日本 é 😀")).isEqualTo("日本 é 😀");
    }

    @Test
    void keepsLayoutOnlyWhereItIsWanted() {
        assertThat(Printable.line("a\r\n  b\tc\n")).isEqualTo("a | b\\u0009c");
        assertThat(Printable.lines("a\r\n\tb\rc")).isEqualTo("a\n\tb\\u000dc");
    }

    @Test
    void cutsByColumnsAndNeverThroughACharacter() {
        assertThat(Printable.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Printable.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Printable.cut("😀😀😀", 4)).isEqualTo("😀…");
        assertThat(Printable.cut("abc", 0)).isEmpty();
    }

    @Test
    void countsTwoColumnsOnlyForWhatIsWide() {
        assertThat(Printable.columns("a – “b” → │…é")).isEqualTo(13);
        assertThat(Printable.columns("漢字")).isEqualTo(4);
        assertThat(Printable.columns("✅😀한")).isEqualTo(6);
    }

    @Test
    void takesTheSizeOfTheWindowFromTheEnvironment() {
        assertThat(Terminal.Window.of(Map.of("COLUMNS", "132", "LINES", "50"))).isEqualTo(new Terminal.Window(132, 50));
        assertThat(Terminal.Window.of(Map.of("COLUMNS", "-1", "LINES", "x"))).isEqualTo(new Terminal.Window(80, 24));
    }

    @Test
    void coloursNothingWhereNobodyLooks() {
        assertThat(Terminal.of(Map.of(), false).color()).isFalse();
        assertThat(Terminal.of(Map.of(), false).window()).isEmpty();
        assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true).color()).isFalse();
        assertThat(Terminal.of(Map.of("TERM", "dumb"), true).window()).isEmpty();
        assertThat(Terminal.of(Map.of(), true).color()).isTrue();
    }
}
