package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten documents, each broken in one way: what the author gets to read (P11). */
class BrokenSpecsTest {
    private final WorkflowCompiler compiler = Compilers.compiler();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "cycle | CYCLE | 7:5 | a -> b -> c -> a | needs",
                "unknown-node | UNKNOWN_NODE | 8:22 | 'extrct' | did you mean 'extract'?",
                "duplicate-key | DUPLICATE_KEY | 5:3 | load | ",
                "alias | ANCHOR | 4:9 | | ",
                "bad-id | BAD_ID | 4:3 | '../etc/passwd' | letters",
                "unknown-type | UNKNOWN_TYPE | 5:11 | 'htpp' | did you mean 'http'?",
                "bad-cron | BAD_CRON | 6:11 | fewer than five | day of week",
                "misspelt-key | UNKNOWN_KEY | 6:5 | 'neds' | did you mean 'needs'?",
                "wrong-type | WRONG_TYPE | 6:27 | whole number | whole number",
                "not-an-ancestor | NOT_AN_ANCESTOR | 8:37 | 'load' reads the output of 'score' | add 'score' to the needs",
            })
    void tellsWhatWhereAndWhatToDo(String name, String code, String position, String reason, String remedy) {
        SpecProblem problem = problems(StandardWorkflowCompilerTest.resource("broken/" + name + ".yaml"))
                .get(0);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.position()).hasToString(position);
        assertThat(problem.reason()).isNotBlank().contains(reason == null ? "" : reason);
        assertThat(problem.remedy()).isNotBlank().contains(remedy == null ? "" : remedy);
    }

    @Test
    void coversEveryBrokenDocument() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/broken"))) {
            assertThat(files).hasSize(10);
        }
    }

    @Test
    void reportsTheProblemsOfAllStagesAtOnceInTheOrderOfTheText() {
        List<SpecProblem> problems = problems("""
                apiVersion: sandglass/v3
                id: all at once
                labls: {}
                triggers:
                  t: { type: cron, cron: "1 2" }
                nodes:
                  a: { type: ecco, needs: [b] }
                  b: { type: echo, needs: [a], timeout: soon }
                  c: { type: http, with: { url: "{{ nodes.d.output }}", metod: GET } }
                  d: { type: echo, with: { x: "{{ 1 + }}" } }
                  e: { type: echo, needs: [e] }
                outputs:
                  o: "{{ nodes.f.output }}"
                """);

        assertThat(problems)
                .extracting(problem -> problem.position() + " " + problem.code())
                .containsExactly(
                        "2:5 BAD_ID",
                        "3:1 UNKNOWN_KEY",
                        "5:26 BAD_CRON",
                        "7:14 UNKNOWN_TYPE",
                        "7:20 CYCLE",
                        "8:41 BAD_VALUE",
                        "9:57 UNKNOWN_KEY",
                        "10:38 BAD_EXPRESSION",
                        "11:28 SELF_NEED",
                        "13:16 UNKNOWN_NODE");
    }

    private List<SpecProblem> problems(String body) {
        List<SpecProblem> problems = new ArrayList<>();
        assertThatThrownBy(() -> compiler.compile(body))
                .isInstanceOfSatisfying(InvalidSpec.class, e -> problems.addAll(e.problems()));
        return problems;
    }
}
