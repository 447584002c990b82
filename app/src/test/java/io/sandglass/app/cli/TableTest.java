package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Captured screen = Captured.plain();

    @Test
    void alignsColumnsUnderTheirHeadings() {
        Table table = new Table(List.of("id", "state"), List.of(List.of("a", "LIVE"), Arrays.asList("longer", null)));

        table.print(screen.terminal(), OutputFormat.TABLE);

        assertThat(screen.out().lines()).containsExactly("ID      STATE", "a       LIVE", "longer");
    }

    @Test
    void countsWideCharactersAsTwoColumns() {
        Table table = new Table(List.of("id", "n"), List.of(List.of("日本", 1), List.of("abcd", 2)));

        table.print(screen.terminal(), OutputFormat.TABLE);

        assertThat(screen.out().lines()).containsExactly("ID    N", "日本  1", "abcd  2");
    }

    @Test
    void cutsLongCellsButNotAReasonAtTheEndAndShowsWhatWouldSteerTheTerminal() {
        String reason = "the node must ask for it: ".repeat(10) + "kv: true";
        Table table = new Table(
                List.of("text", "reason"),
                List.of(List.of("x".repeat(5_000), reason), List.of("a\u001b[2Jb\u009bc\nd", "y".repeat(5_000))));

        table.print(screen.terminal(), OutputFormat.TABLE);

        List<String> lines = screen.out().lines().toList();
        assertThat(lines.get(1)).startsWith("x".repeat(79) + "…  the node").endsWith("kv: true");
        assertThat(lines.get(2))
                .startsWith("a\\u001b[2Jb\\u009bc | d ")
                .hasSize(82 + 1_000)
                .endsWith("…");
    }

    @Test
    void keepsBytesListsAndColumnsOfOneNameForOtherPrograms() {
        Table table =
                new Table(List.of("A", "a", "b"), List.of(Arrays.asList(1, List.of(1, "x"), new byte[] {1, 2, 3})));

        table.print(screen.terminal(), OutputFormat.JSON);

        assertThat(screen.out().replaceAll("\\s+", "")).isEqualTo("[{\"a\":1,\"a_2\":[1,\"x\"],\"b\":\"AQID\"}]");
    }

    @Test
    void printsFieldsWithoutEmptyOnes() {
        Table table = new Table(List.of("RUN_ID", "error", "note"), List.of(Arrays.asList("1", null, "a\u001bb")));

        table.printFields(screen.terminal());

        assertThat(screen.out().lines()).containsExactly("run_id  1", "note    a\\u001bb");
    }

    @Test
    void keepsValuesAsTheyAreForOtherPrograms() {
        Table table = new Table(
                List.of("N", "at", "on", "none", "text"),
                List.of(Arrays.asList(1.5, Instant.EPOCH, true, null, "a\nb")));

        table.print(screen.terminal(), OutputFormat.JSON);

        assertThat(screen.out().replaceAll("\\s+", ""))
                .isEqualTo(
                        "[{\"n\":1.5,\"at\":\"1970-01-01T00:00:00Z\",\"on\":true,\"none\":null,\"text\":\"a\\nb\"}]");
    }

    @Test
    void warnsBesideTheResultWhenItIsNotAll() {
        Table part = new Table(List.of("n"), List.of(List.of(1)), true);

        part.print(screen.terminal(), OutputFormat.JSON);

        assertThat(screen.out()).startsWith("[").doesNotContain("only");
        assertThat(screen.err()).contains("only the first 1 rows");
    }

    @Test
    void coloursStatesOnlyWhereColoursAreWanted() {
        Captured colored = Captured.colored();
        Table table = new Table(List.of("state"), List.of(List.of("FAILED")));

        table.print(colored.terminal(), OutputFormat.TABLE);
        table.print(screen.terminal(), OutputFormat.TABLE);

        assertThat(colored.out()).contains("\u001b[31mFAILED\u001b[0m");
        assertThat(screen.out()).doesNotContain("\u001b");
    }
}
