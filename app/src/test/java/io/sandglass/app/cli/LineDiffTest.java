package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    @Test
    void marksWhatWasTakenAwayAndWhatWasAdded() {
        LineDiff diff = new LineDiff("a\nb\nc", "a\nx\nc\nd");

        assertThat(diff.lines()).containsExactly("  a", "- b", "+ x", "  c", "+ d");
    }

    @Test
    void leavesOutWhatIsFarFromAnyChange() {
        LineDiff diff = new LineDiff("1\n2\n3\n4\n5\n6\n7", "1\n2\n3\n4\n5\n6\n8");

        assertThat(diff.lines()).containsExactly("...", "  5", "  6", "- 7", "+ 8");
    }

    @Test
    void saysNothingOfEqualTexts() {
        assertThat(new LineDiff("a\nb", "a\nb").lines()).containsExactly("...");
        assertThat(new LineDiff("", "").lines()).isEmpty();
    }

    @Test
    void showsFromAndToNothing() {
        assertThat(new LineDiff("", "a").lines()).containsExactly("+ a");
        assertThat(new LineDiff("a", "").lines()).containsExactly("- a");
    }

    @Test
    void showsTextsTooLongToCompareAsReplaced() {
        String before = IntStream.range(0, 3_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));

        assertThat(new LineDiff(before, before).lines()).hasSize(6_000);
    }
}
