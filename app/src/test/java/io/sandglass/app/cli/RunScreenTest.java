package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.NodeLine;
import io.sandglass.app.RunEnding;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunScreenTest {
    private static final String REDRAW = "\u001b[2K";

    @Test
    void overwritesTheTableOnATerminal() {
        Captured screen = Captured.window(80, 24);
        RunScreen run = new RunScreen(screen.terminal(), OutputFormat.TABLE);

        run.show(List.of(line("a", NodeStatus.RUNNING, ""), line("b", NodeStatus.WAITING, "")));
        run.show(List.of(line("a", NodeStatus.SUCCEEDED, ""), line("b", NodeStatus.RUNNING, "")));

        assertThat(screen.out())
                .isEqualTo(REDRAW + "  a  jar  RUNNING\n" + REDRAW + "  b  jar  WAITING\n\u001b[2A" + REDRAW
                        + "  a  jar  SUCCEEDED\n" + REDRAW + "  b  jar  RUNNING\n");
    }

    @Test
    void cutsLinesToTheWindowSoThatNoneTakesTwo() {
        Captured screen = Captured.window(40, 24);
        RunScreen run = new RunScreen(screen.terminal(), OutputFormat.TABLE);

        run.show(List.of(
                line("a", NodeStatus.FAILED, "日本".repeat(50)), line("n".repeat(60), NodeStatus.FAILED, "long")));

        assertThat(screen.out().lines().map(text -> text.replace(REDRAW, "")))
                .allSatisfy(text -> assertThat(Printable.columns(text)).isLessThanOrEqualTo(40));
    }

    @Test
    void showsWholeLinesAtTheEnd() {
        Captured screen = Captured.window(40, 24);
        String note = "because ".repeat(10).strip();

        new RunScreen(screen.terminal(), OutputFormat.TABLE)
                .end(ending(Map.of()), List.of(line("a", NodeStatus.FAILED, note)), OutputFormat.TABLE);

        assertThat(screen.out()).contains(note).contains("SUCCEEDED in 12 ms");
    }

    @Test
    void appendsEachNodeOnceWhereNothingCanBeOverwritten() {
        Captured screen = Captured.plain();
        RunScreen run = new RunScreen(screen.terminal(), OutputFormat.TABLE);

        run.show(List.of(line("a", NodeStatus.RUNNING, "")));
        run.show(List.of(line("a", NodeStatus.SUCCEEDED, "")));
        run.show(List.of(line("a", NodeStatus.SUCCEEDED, "")));

        assertThat(screen.out()).isEqualTo("  a  jar  SUCCEEDED\n");
    }

    @Test
    void appendsWhereTheTableWouldNotFitTheWindow() {
        Captured screen = Captured.window(80, 10);

        new RunScreen(screen.terminal(), OutputFormat.TABLE)
                .show(Collections.nCopies(9, line("a", NodeStatus.RUNNING, "")));

        assertThat(screen.out()).isEmpty();
    }

    @Test
    void letsNoOutputOrNoteSteerTheTerminal() {
        Captured screen = Captured.plain();
        RunScreen run = new RunScreen(screen.terminal(), OutputFormat.TABLE);

        run.end(
                ending(Map.of("text", "one\u001b[2J\nSUCCEEDED in 1 ms")),
                List.of(line("a", NodeStatus.FAILED, "\u001b]0;title\u0007\nfake")),
                OutputFormat.TABLE);

        assertThat(screen.out())
                .contains("  text: one\\u001b[2J\n    SUCCEEDED in 1 ms\n")
                .contains("\\u001b]0;title\\u0007 | fake")
                .doesNotContain("\u001b");
    }

    @Test
    void printsNothingButJsonForOtherPrograms() {
        Captured screen = Captured.window(80, 24);
        RunScreen run = new RunScreen(screen.terminal(), OutputFormat.JSON);
        List<NodeLine> nodes = List.of(line("a", NodeStatus.SUCCEEDED, ""));

        run.begin("1", "w", 1);
        run.show(nodes);
        run.end(ending(Map.of("x", "\u001b")), nodes, OutputFormat.JSON);

        assertThat(screen.out()).startsWith("{").endsWith("}\n").contains("\"x\" : \"\\u001B\"");
    }

    private static NodeLine line(String id, NodeStatus status, String note) {
        return new NodeLine(id, "jar", status, 1, -1, note);
    }

    private static RunEnding ending(Map<String, Object> outputs) {
        return new RunEnding("1", "default/w", RunStatus.SUCCEEDED, 12, "", Payload.of(outputs));
    }
}
