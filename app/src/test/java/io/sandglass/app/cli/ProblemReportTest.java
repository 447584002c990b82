package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemReportTest {
    private final Captured screen = Captured.plain();

    @Test
    void pointsAtThePlaceAndSaysWhatToDo() {
        report("first\n  secnd: 1\n", problem(2, 3))
                .print(screen.terminal(), screen.terminal().out());

        assertThat(screen.out().lines())
                .containsExactly("w.yaml:2:3: CODE it is wrong", "      secnd: 1", "      ^", "    -> mend it");
    }

    @Test
    void showsNoLineWhereThereIsNone() {
        report("", problem(1, 1)).print(screen.terminal(), screen.terminal().out());
        report("a\n\nb", problem(2, 1))
                .print(screen.terminal(), screen.terminal().out());
        report("x".repeat(500), problem(1, 400))
                .print(screen.terminal(), screen.terminal().out());

        assertThat(screen.out()).doesNotContain("^");
    }

    @Test
    void letsNothingOfTheDocumentSteerTheTerminal() {
        SpecProblem hostile = new SpecProblem("CODE", "", new Position(1, 2), "'\u001b[2J' is odd", "drop \u0007 it");

        report("\ta\u001b[31mb\u009b\u202e", hostile)
                .print(screen.terminal(), screen.terminal().out());

        assertThat(screen.out()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]").doesNotContain("\u202e");
        assertThat(screen.out()).contains("'\\u001b[2J' is odd", "drop \\u0007 it", "     a [31mb");
    }

    @Test
    void givesTheSameToOtherPrograms() {
        assertThat(report("a", problem(1, 1)).objects().get(0))
                .containsEntry("file", "w.yaml")
                .containsEntry("line", 1)
                .containsEntry("column", 1)
                .containsEntry("code", "CODE")
                .containsEntry("reason", "it is wrong")
                .containsEntry("remedy", "mend it");
    }

    private static ProblemReport report(String text, SpecProblem problem) {
        return new ProblemReport("w.yaml", text, List.of(problem));
    }

    private static SpecProblem problem(int line, int column) {
        return new SpecProblem("CODE", "/a", new Position(line, column), "it is wrong", "mend it");
    }
}
