package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sandglass runs prune} on a real home, with its service up and down. */
class PruneIT {
    @TempDir
    private Path scratch;

    private Sandglass sandglass;
    private Path well;
    private Path badly;
    private Process service;

    @BeforeEach
    void aHomeAndWorkflows() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        well = workflow("well", "echo");
        badly = workflow("badly", "fail");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void countsFirstAndDeletesWhenToldToWithTheServiceDown() {
        threeRuns();

        assertThat(prune("--older-than", "P1D").out()).contains("0 runs would be deleted");
        assertThat(prune("--older-than", "PT0S").out()).contains("3 runs would be deleted; say --yes");
        assertThat(sandglass.column("select count(*) from runs")).containsExactly("3");

        assertThat(prune("--older-than", "PT0S", "--status", "failed", "--yes").out())
                .contains("deleted 1 run");
        assertThat(sandglass.column("select workflow from runs")).containsExactly("well", "well");
        assertThat(prune("--older-than", "PT0S", "--yes").out()).contains("deleted 2 runs");
        assertThat(sandglass.column("select count(*) from runs")).containsExactly("0");
        assertThat(sandglass.column("select count(*) from attempts")).containsExactly("0");
        assertThat(sandglass.call("verify").exitCode()).isZero();
    }

    @Test
    void deletesThroughTheServiceWhichGoesOn() throws IOException {
        service = sandglass.start("serve");
        sandglass.awaitServing(service);
        threeRuns();

        assertThat(prune("--older-than", "PT0S").out()).contains("3 runs would be deleted");
        assertThat(prune("--older-than", "PT0S", "--yes").out()).contains("deleted 3 runs");

        assertThat(sandglass.column("select count(*) from runs")).containsExactly("0");
        assertThat(sandglass.call("run", well.toString()).exitCode()).isZero();
        Sandglass.Result verified = sandglass.call("verify");
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }

    @Test
    void refusesWordsThatMakeNoSense() {
        sandglass.call("run", well.toString());

        Sandglass.Result age = sandglass.call("runs", "prune", "--older-than", "30 days");
        Sandglass.Result status = sandglass.call("runs", "prune", "--older-than", "P1D", "--status", "running");

        assertThat(age.exitCode()).isEqualTo(2);
        assertThat(age.err()).contains("'30 days' is not a duration", "30d");
        assertThat(status.exitCode()).isEqualTo(2);
        assertThat(status.err()).contains("SUCCEEDED", "FAILED", "CANCELLED");
    }

    private void threeRuns() {
        assertThat(sandglass.call("run", well.toString()).exitCode()).isZero();
        assertThat(sandglass.call("run", well.toString()).exitCode()).isZero();
        assertThat(sandglass.call("run", badly.toString()).exitCode()).isEqualTo(1);
    }

    private Sandglass.Result prune(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "runs";
        words[1] = "prune";
        System.arraycopy(options, 0, words, 2, options.length);
        Sandglass.Result result = sandglass.call(words);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private Path workflow(String id, String type) throws IOException {
        return Files.writeString(scratch.resolve(id + ".yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: %s
                nodes:
                  a: { type: %s }
                """.formatted(id, type));
    }
}
