package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of 20 nodes, steered through the command line as docs/guide/control.md tells. */
class SteerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    private Process service;

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void aServedRunIsPausedResumedRetriedAndRerun() throws Exception {
        Sandglass sandglass = new Sandglass(scratch.resolve("home"));
        serve(sandglass);
        sandglass.start("run", twentyNodes().toString());
        Sandglass.await(
                "the run",
                SOON,
                () -> sandglass.column("select run_id from report.runs").size() == 1);
        String run = sandglass.column("select run_id from report.runs").get(0);
        awaitCode(sandglass, run, "n10", "HUMAN");

        assertThat(sandglass
                        .call("runs", "pause", run, "--reason", "a look at it", "--by", "ada")
                        .exitCode())
                .isZero();
        assertThat(sandglass.call("runs", "approve", run, "n10").exitCode()).isZero();
        awaitCode(sandglass, run, "n11", "PAUSED");
        assertThat(explain(sandglass, run).path("paused").asText()).isEqualTo("by ada: a look at it");
        assertThat(sandglass.call("runs", "resume", run).exitCode()).isZero();
        awaitCode(sandglass, run, "n15", "HUMAN");
        assertThat(sandglass
                        .call("runs", "reject", run, "n15", "--reason", "not today")
                        .exitCode())
                .isZero();
        awaitState(sandglass, run, "FAILED");

        Sandglass.Result refused = sandglass.call("runs", "pause", run);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("WRONG_STATE", "FAILED", "retry, rerun");

        assertThat(sandglass.call("runs", "retry", run).out()).contains("n15, n16");
        awaitCode(sandglass, run, "n15", "HUMAN");
        assertThat(sandglass.call("runs", "approve", run, "n15").exitCode()).isZero();
        awaitState(sandglass, run, "SUCCEEDED");

        assertThat(sandglass.call("runs", "rerun", run, "--from", "n16").out()).contains("n01, n02");
        Sandglass.await(
                "the rerun",
                SOON,
                () -> sandglass
                        .column("select status from report.runs order by run_id")
                        .equals(List.of("SUCCEEDED", "SUCCEEDED")));
        assertThat(sandglass.column("select cause from report.runs order by run_id"))
                .containsExactly("manual", "rerun");
    }

    @Test
    void aRunWithoutAServiceIsSteeredInItsRecordAndRetriedHere() throws Exception {
        Sandglass sandglass = new Sandglass(scratch.resolve("home"));
        Path fails = Files.writeString(scratch.resolve("fails.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: fails
                nodes:
                  a: { type: echo }
                  b: { type: fail, needs: [a] }
                """);
        assertThat(sandglass.call("run", fails.toString()).exitCode()).isEqualTo(1);

        assertThat(sandglass.call("runs", "retry", "--workflow", "fails").out()).contains("1 run; nothing was changed");
        Sandglass.Result retried = sandglass.call("runs", "retry", "--workflow", "fails", "--yes");
        Sandglass.Result cancelled = sandglass.call("runs", "cancel", "last");

        assertThat(retried.exitCode()).isEqualTo(1);
        assertThat(retried.out()).contains("(again: b)", "FAILED");
        assertThat(cancelled.err()).contains("it is FAILED");
        assertThat(sandglass.column("select attempts from report.node_runs order by node_id"))
                .containsExactly("1", "2");
    }

    private Path twentyNodes() throws IOException {
        StringBuilder nodes = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            String type = i == 10 || i == 15 ? "human, with: { prompt: \"Go on?\" }" : "echo";
            String needs = i == 1 ? "" : ", needs: [n%02d]".formatted(i - 1);
            nodes.append("  n%02d: { type: %s%s }%n".formatted(i, type, needs));
        }
        return Files.writeString(scratch.resolve("twenty.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: twenty
                nodes:
                """ + nodes);
    }

    private void awaitCode(Sandglass sandglass, String run, String node, String code) {
        Sandglass.await(node + " to be " + code, SOON, () -> {
            for (JsonNode one : explain(sandglass, run).path("nodes")) {
                if (one.path("node").asText().equals(node)) {
                    return one.path("code").asText().equals(code);
                }
            }
            return false;
        });
    }

    private void awaitState(Sandglass sandglass, String run, String state) {
        Sandglass.await(
                "state " + state,
                SOON,
                () -> explain(sandglass, run).path("state").asText().equals(state));
    }

    private JsonNode explain(Sandglass sandglass, String run) {
        try {
            return JSON.readTree(
                    sandglass.call("runs", "explain", run, "-o", "json").out());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void serve(Sandglass sandglass) throws IOException {
        service = sandglass.start("serve");
        sandglass.awaitServing(service);
    }
}
