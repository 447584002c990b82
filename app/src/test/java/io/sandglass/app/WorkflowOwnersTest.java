package io.sandglass.app;

import static io.sandglass.app.WatchedHome.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several files of a workflow directory that hold the same workflow, at once or one after the other. */
class WorkflowOwnersTest extends WorkflowDirectoryFixture {
    @ParameterizedTest
    @CsvSource({"a.yaml, b.yaml, false", "a.yaml, b.yaml, true", "b.yaml, a.yaml, false", "b.yaml, a.yaml, true"})
    void leavesAWorkflowToTheFileThatHadItFirst(String first, String second, boolean restarted) throws IOException {
        home.write(first, workflow("x", "one"));
        home.settle();
        home.write(second, workflow("x", "two"));
        home.settle();
        restart(restarted);

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.row(first).problems()).isEmpty();
        assertThat(home.row(second).problems()).contains("already in " + first);
        assertThat(home.row(second).revision()).isZero();

        home.write(second, workflow("x", "three"));
        home.settle();
        home.write(second, "bad now");
        home.settle();
        Files.delete(home.file(second));
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.triggers.removed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.yaml, b.yaml, false", "a.yaml, b.yaml, true", "b.yaml, a.yaml, false", "b.yaml, a.yaml, true"})
    void givesAWorkflowToTheRivalWhenItsFileGoes(String first, String second, boolean restarted) throws IOException {
        home.write(first, workflow("x", "one"));
        home.settle();
        home.write(second, workflow("x", "two"));
        home.settle();
        restart(restarted);

        Files.delete(home.file(first));
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r2 [t]"));
        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.row(second).problems()).isEmpty();
        assertThat(home.specs.deployments()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"a.yaml, b.yaml, false", "a.yaml, b.yaml, true", "b.yaml, a.yaml, false", "b.yaml, a.yaml, true"})
    void defendsWhatARefusedFileStillHasLive(String first, String second, boolean restarted) throws IOException {
        home.write(first, workflow("x", "one"));
        home.settle();
        home.write(first, "bad now");
        home.settle();
        restart(restarted);

        home.write(second, workflow("x", "two"));
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.row(second).problems()).contains("already in " + first);

        Files.delete(home.file(first));
        home.settle();
        assertThat(home.triggers.live).containsExactly(entry("x", "r2 [t]"));
    }

    @ParameterizedTest
    @CsvSource({"a.yaml, b.yaml", "b.yaml, a.yaml"})
    void givesAWorkflowToTheRivalWhenItsFileTurnsToAnother(String first, String second) throws IOException {
        home.write(first, workflow("x", "one"));
        home.settle();
        home.write(second, workflow("x", "two"));
        home.settle();

        home.write(first, workflow("w", "one"));
        home.settle();

        assertThat(home.triggers.live).containsOnly(entry("x", "r2 [t]"), entry("w", "r1 [t]"));
        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.row(second).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void removesAWorkflowWhoseFileTurnedToAnother(boolean whileDown) throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        home.write("a.yaml", workflow("w", "one"));
        restart(whileDown);
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("w", "r1 [t]"));
        assertThat(home.triggers.removed).containsExactly("x");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void letsFilesTradeTheirWorkflows(boolean whileDown) throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.write("b.yaml", workflow("w", "one"));
        home.write("c.yaml", workflow("z", "one"));
        home.settle();

        home.move("a.yaml", "aside");
        home.move("b.yaml", "a.yaml");
        home.move("c.yaml", "b.yaml");
        home.move("aside", "c.yaml");
        restart(whileDown);
        home.settle();

        assertThat(home.triggers.live).containsOnly(entry("x", "r1 [t]"), entry("w", "r1 [t]"), entry("z", "r1 [t]"));
        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.row("a.yaml").workflow().orElseThrow().id()).isEqualTo("w");
        assertThat(home.specs.deployments())
                .allSatisfy(row -> assertThat(row.problems()).isEmpty());
    }

    @Test
    void removesNothingOfARivalThatGoesTogetherWithTheOwner() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.write("b.yaml", workflow("x", "two"));
        home.write("c.yaml", workflow("w", "one"));
        home.settle();

        Files.delete(home.file("a.yaml"));
        Files.delete(home.file("b.yaml"));
        home.settle();

        assertThat(home.triggers.live).containsOnlyKeys("w");
        assertThat(home.triggers.removed).containsExactly("x");
        assertThat(home.specs.deployments()).hasSize(1);
    }

    private void restart(boolean really) throws IOException {
        if (really) {
            home.restart();
            home.settle();
        }
    }
}
