package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows and triggers that are paused and resumed, and runs that are steered many at once, by command line. */
class PauseIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TICKING = """
            apiVersion: sandglass/v3
            kind: Workflow
            id: ticking
            triggers:
              second: { type: interval, every: PT1S }
            nodes:
              a: { type: echo }
            """;

    @TempDir
    Path scratch;

    private Sandglass sandglass;
    private Path file;
    private Process service;

    @BeforeEach
    void aHomeWithAWorkflow() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        Path workflows = Files.createDirectories(sandglass.home().resolve("workflows"));
        file = Files.writeString(workflows.resolve("ticking.yaml"), TICKING);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void aPausedTriggerSkipsItsFireTimesThroughRestartAndChangeUntilItIsResumed() throws Exception {
        serve();
        awaitSlots("state = 'RAN'");

        Sandglass.Result paused =
                sandglass.call("triggers", "pause", "ticking", "second", "--by", "ada", "--reason", "a look at it");
        assertThat(paused.out()).contains("paused trigger default/ticking#second");
        awaitSlots("state = 'SKIPPED' and reason = 'paused by ada: a look at it'");
        stop();
        Files.writeString(file, TICKING + "  b: { type: echo, needs: [a] }\n");
        long runs = count("select count(*) from report.runs");
        serve();
        awaitSlots("state = 'SKIPPED' and fire_time > (select max(checked_at) from report.workflows)");

        assertThat(sandglass.column("select state || ' ' || paused_by || ' ' || pause_reason from report.triggers"))
                .containsExactly("PAUSED ada a look at it");
        assertThat(sandglass.call("triggers", "list").out()).contains("PAUSED", "ada");
        assertThat(count("select count(*) from report.runs")).isEqualTo(runs);
        assertThat(sandglass.call("triggers", "pause", "ticking", "second").err())
                .contains("WRONG_STATE", "paused by ada since");
        assertThat(sandglass.call("triggers", "resume", "ticking", "second").out())
                .contains("resumed trigger default/ticking#second; it was paused by ada");
        Sandglass.await("a run", SOON, () -> count("select count(*) from report.runs") > runs);
        assertThat(count("select count(*) from report.slots where state = 'MISSED'"))
                .isZero();
    }

    @Test
    void aPausedWorkflowIsRunByHandOnlyOnPurpose() throws Exception {
        assertThat(sandglass.call("run", file.toString()).exitCode()).isZero();
        Sandglass.Result misspelt = sandglass.call("workflows", "pause", "tickin");
        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err()).contains("UNKNOWN_WORKFLOW", "did you mean 'ticking'?");

        assertThat(sandglass
                        .call("workflows", "pause", "default/ticking", "--by", "ada")
                        .exitCode())
                .isZero();
        Sandglass.Result alone = sandglass.call("run", file.toString());
        serve();
        Sandglass.Result served = sandglass.call("run", file.toString());
        Sandglass.Result onPurpose = sandglass.call("run", file.toString(), "--even-if-paused");

        assertThat(List.of(alone.exitCode(), served.exitCode(), onPurpose.exitCode()))
                .containsExactly(2, 2, 0);
        assertThat(alone.err()).contains("paused by ada since", "--even-if-paused");
        assertThat(served.err()).contains("paused by ada since", "--even-if-paused");
        awaitSlots("state = 'SKIPPED' and reason = 'paused by ada'");
        assertThat(sandglass.call("workflows", "list").out()).contains("PAUSED", "ada");
        assertThat(sandglass.call("triggers", "resume", "ticking", "second").err())
                .contains("WRONG_STATE", "not paused itself, but workflow default/ticking is paused by ada");
        assertThat(sandglass.call("triggers", "pause", "ticking", "secnd").err())
                .contains("UNKNOWN_TRIGGER", "did you mean 'second'?");
        assertThat(sandglass.call("workflows", "resume", "ticking").exitCode()).isZero();
        awaitSlots("state = 'RAN'");
    }

    @Test
    void manyServedRunsArePausedResumedAndCancelledAtOnce() throws Exception {
        Path waits = Files.writeString(scratch.resolve("waits.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: waits
                nodes:
                  asks: { type: human, with: { prompt: "Go on?" } }
                """);
        Files.delete(file);
        serve();
        sandglass.start("run", waits.toString());
        sandglass.start("run", waits.toString());
        awaitRuns("status = 'RUNNING'", 2);
        Sandglass.await(
                "both to ask",
                SOON,
                () -> count("select count(*) from report.node_runs where reason = 'waits for approval: Go on?'") == 2);

        assertThat(sandglass.call("runs", "pause", "--older-than", "PT1H").out())
                .contains("0 runs; nothing was changed");
        assertThat(sandglass.call("runs", "pause", "--workflow", "waits").out())
                .contains("2 runs; nothing was changed: give --yes to pause them");
        assertThat(sandglass
                        .call("runs", "pause", "--workflow", "waits", "--yes", "--by", "ada", "--reason", "hm")
                        .exitCode())
                .isZero();
        awaitRuns("status = 'PAUSED' and paused_by = 'ada' and pause_reason = 'hm'", 2);
        assertThat(sandglass.call("runs", "list", "--status", "PAUSED").out()).contains("default/waits");
        assertThat(sandglass.call("runs", "resume", "--all", "--yes").exitCode())
                .isZero();
        awaitRuns("status = 'RUNNING' and paused_by is null", 2);
        assertThat(sandglass
                        .call("runs", "pause", "--older-than", "PT0S", "--yes")
                        .exitCode())
                .isZero();
        assertThat(sandglass
                        .call("runs", "cancel", "--status", "PAUSED", "--yes")
                        .exitCode())
                .isZero();
        awaitRuns("status = 'CANCELLED'", 2);
    }

    private void awaitSlots(String where) {
        Sandglass.await(
                "a slot with " + where, SOON, () -> count("select count(*) from report.slots where " + where) > 0);
    }

    private void awaitRuns(String where, int size) {
        Sandglass.await(
                size + " runs with " + where,
                SOON,
                () -> count("select count(*) from report.runs where " + where) == size);
    }

    private long count(String select) {
        return Long.parseLong(sandglass.column(select).get(0));
    }

    private void serve() throws IOException {
        service = sandglass.start("serve");
        sandglass.awaitServing(service);
    }
}
