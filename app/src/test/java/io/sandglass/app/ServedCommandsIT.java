package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do differently, and what not, while a service has the home open; and how a run is interrupted. */
class ServedCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    private Sandglass sandglass;
    private Path hello;
    private Path longRun;

    @BeforeEach
    void aHomeAndWorkflows() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        hello = Files.writeString(scratch.resolve("z.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: order
                nodes:
                  second: { type: echo, with: { a: "{{ nodes.zero.output }}" }, needs: [zero] }
                  zero: { type: echo, with: { a: 1 } }
                  alpha: { type: echo, needs: [second] }
                """);
        longRun = Files.writeString(scratch.resolve("long.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: long
                nodes:
                  rest: { type: wait, with: { for: PT10M } }
                """);
    }

    private Process service;

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void tellOfARunInTheSameWords() throws IOException {
        JsonNode own = JSON.readTree(
                sandglass.call("run", hello.toString(), "-o", "json").out());
        serve();

        JsonNode served = JSON.readTree(
                sandglass.call("run", hello.toString(), "-o", "json").out());

        assertThat(served.path("workflow")).isEqualTo(own.path("workflow"));
        assertThat(served.path("nodes").findValuesAsText("id"))
                .isEqualTo(own.path("nodes").findValuesAsText("id"));
        assertThat(served.path("outputs")).isEqualTo(own.path("outputs"));
    }

    @Test
    void sayWhenGrantsAndExamplePluginsDoNotReachTheService() throws IOException {
        serve();

        Sandglass.Result granting = sandglass.call("run", hello.toString(), "--grant-exec", "echo");
        Sandglass.Result example =
                sandglass.call("run", Sandglass.examples().resolve("hello.yaml").toString());

        assertThat(granting.exitCode()).isEqualTo(2);
        assertThat(granting.err()).contains("grants: { exec: [echo] }", "sandglass.yaml");
        assertThat(example.exitCode()).isEqualTo(2);
        assertThat(example.err()).contains("UNKNOWN_TYPE", "cp ", "plugins");
    }

    @Test
    void listWhatTheServiceKnowsOfPlugins() throws IOException {
        serve();

        JsonNode plugins =
                JSON.readTree(sandglass.call("plugins", "list", "-o", "json").out());

        assertThat(plugins.findValuesAsText("types")).anyMatch(types -> types.startsWith("echo@"));
        assertThat(plugins.findValuesAsText("state")).containsOnly("LOADED");
    }

    @Test
    void showHowBusyTheServiceIs() throws IOException {
        assertThat(sandglass.call("status").err()).contains("no service is running");
        Files.createDirectories(sandglass.home());
        Files.writeString(
                sandglass.home().resolve("sandglass.yaml"),
                "tenants: { acme: { namespaces: [acme], maxOpenRuns: 7 } }\npools: { gpu: 2 }\n");
        serve();

        JsonNode status = JSON.readTree(sandglass.call("status", "-o", "json").out());

        assertThat(status.path("openRuns").asInt()).isZero();
        assertThat(status.path("places").asInt()).isPositive();
        assertThat(status.path("tenants").path("acme").path("maxOpenRuns").asInt())
                .isEqualTo(7);
        assertThat(status.path("tenants").has("default")).isTrue();
        assertThat(status.path("pools").path("gpu").path("size").asInt()).isEqualTo(2);
        assertThat(sandglass.call("status").out())
                .contains("TENANT", "acme", "POOL", "gpu", "records behind", "journal: ");
    }

    @Test
    void lookAfterTheStoreWhetherItIsServedOrNot() throws Exception {
        serve();
        assertThat(sandglass.call("run", hello.toString()).exitCode()).isZero();
        Path saved = scratch.resolve("saved.zip");

        Sandglass.Result backup = sandglass.call("backup", saved.toString());
        Sandglass.Result served = sandglass.call("verify");
        Sandglass.Result tooEarly = sandglass.call("restore", saved.toString());
        stop();
        Sandglass.Result alone = sandglass.call("verify");
        Sandglass.Result restored = sandglass.call("restore", saved.toString());

        assertThat(backup.exitCode()).as(backup.err()).isZero();
        assertThat(served.exitCode()).as(served.out() + served.err()).isZero();
        assertThat(tooEarly.exitCode()).isEqualTo(69);
        assertThat(tooEarly.err()).contains("stop it first");
        assertThat(alone.exitCode()).as(alone.out() + alone.err()).isZero();
        assertThat(alone.out()).contains("every checksum right");
        assertThat(restored.out()).contains("before-restore-");
        assertThat(sandglass.column("select status from runs")).containsExactly("SUCCEEDED");
    }

    @Test
    void openTheHomeThemselvesAfterTheServiceWasKilled() throws Exception {
        serve();
        Path file = sandglass.home().resolve("data/service.json");
        String reused = Files.readString(file)
                .replaceFirst("(\"pid\" : )\\d+", "$1" + ProcessHandle.current().pid());
        stop();
        Files.writeString(file, reused);

        assertThat(sandglass.call("run", hello.toString()).exitCode()).isZero();
        assertThat(sandglass.column("select status from report.runs")).containsExactly("SUCCEEDED");
    }

    @Test
    void cancelARunAndShowItsEndWhenInterrupted() throws Exception {
        Process run = sandglass.start("run", longRun.toString());

        assertThat(interrupt(run)).contains("CANCELLED");

        assertThat(run.exitValue()).isEqualTo(130);
        assertThat(sandglass.column("select status from report.runs")).containsExactly("CANCELLED");
    }

    @Test
    void cancelAServedRunAndShowItsEndWhenInterrupted() throws Exception {
        serve();
        Process run = sandglass.start("run", longRun.toString());

        assertThat(interrupt(run)).contains("CANCELLED");

        assertThat(run.exitValue()).isEqualTo(130);
    }

    /** Whoever ignores SIGINT, such as a job in the background of a shell, passes that on, and the JVM keeps to it. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private String interrupt(Process run) throws IOException, InterruptedException {
        assumeFalse(interruptsAreIgnored(), "skipped: SIGINT is ignored here, as in the background of a shell");
        Path out = sandglass.output(run, "out");
        Sandglass.await("the run", SOON, () -> Sandglass.read(out).contains("revision"));
        new ProcessBuilder("kill", "-INT", String.valueOf(run.pid())).start().waitFor();
        assertThat(run.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Sandglass.read(out);
    }

    private void serve() throws IOException {
        service = sandglass.start("serve");
        sandglass.awaitServing(service);
    }
}
