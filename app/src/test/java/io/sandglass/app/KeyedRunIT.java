package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sandglass run --key} of the built distribution: one run, however often it is asked for. */
class KeyedRunIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String RUNS = "select run_id from report.runs where idempotency_key = 'k'";

    @TempDir
    Path scratch;

    private Sandglass sandglass;
    private Path quick;
    private Path slow;
    private Process service;

    @BeforeEach
    void aHomeAndWorkflows() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        quick = write("quick", "{ type: echo, with: { n: \"{{ inputs.n }}\" } }");
        slow = write("slow", "{ type: wait, with: { for: PT10M } }");
    }

    @AfterEach
    void kill() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void startsOneRunAndSaysSoTheSecondTime() throws IOException {
        JsonNode first = json(sandglass.call("run", quick.toString(), "-i", "n=1", "--key", "k", "-o", "json"));

        Sandglass.Result again = sandglass.call("run", quick.toString(), "-i", "n=1", "--key", "k");
        JsonNode object = json(sandglass.call("run", quick.toString(), "-i", "n=1", "--key", "k", "-o", "json"));

        String run = first.path("run").asText();
        assertThat(first.path("already").asBoolean(true)).isFalse();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out().strip())
                .isEqualTo("run " + run + " default/quick is there already: an earlier command with the same key has"
                        + " started it, and it is SUCCEEDED");
        assertThat(object.path("run").asText()).isEqualTo(run);
        assertThat(object.path("already").asBoolean()).isTrue();
        assertThat(object.path("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(sandglass.column(RUNS)).containsExactly(run);
    }

    @Test
    void refusesTheKeyForAnotherRequestAndAKeyThatIsNone() throws IOException {
        String run = json(sandglass.call("run", quick.toString(), "-i", "n=1", "--key", "k", "-o", "json"))
                .path("run")
                .asText();

        Sandglass.Result inputs = sandglass.call("run", quick.toString(), "-i", "n=2", "--key", "k");
        Sandglass.Result workflow = sandglass.call("run", slow.toString(), "-i", "n=1", "--key", "k");
        Files.writeString(quick, Files.readString(quick) + "# another text\n");
        Sandglass.Result text = sandglass.call("run", quick.toString(), "-i", "n=1", "--key", "k");
        Sandglass.Result tooLong = sandglass.call("run", quick.toString(), "-i", "n=1", "--key", "k".repeat(201));

        assertThat(List.of(inputs, workflow, text, tooLong))
                .allSatisfy(refused ->
                        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2));
        assertThat(inputs.err()).contains("KEY_TAKEN: the key 'k' belongs to run " + run, "with other inputs");
        assertThat(workflow.err()).contains("KEY_TAKEN", "default/quick, not of default/slow");
        assertThat(text.err()).contains("KEY_TAKEN", "from another text of the workflow (revision 1)");
        assertThat(tooLong.err()).contains("--key: a key has 1 to 200 printable characters", "this has 201");
        assertThat(sandglass.column("select run_id from report.runs")).containsExactly(run);
    }

    @Test
    void endsWithOneIfTheEarlierRunFailed() throws IOException {
        Path failing = write("failing", "{ type: fail, with: { message: on purpose } }");
        String[] command = {"run", failing.toString(), "-i", "n=1", "--key", "k"};
        Sandglass.Result first = sandglass.call(command);

        Sandglass.Result again = sandglass.call(command);

        assertThat(List.of(first.exitCode(), again.exitCode())).containsOnly(1);
        assertThat(again.out()).contains("is there already", "it is FAILED");
        assertThat(sandglass.column(RUNS)).hasSize(1);
    }

    @Test
    void saysThatARunWhoseCommandWasKilledWaitsForAService() throws Exception {
        Process command = sandglass.start("run", slow.toString(), "-i", "n=1", "--key", "k");
        Path out = sandglass.output(command, "out");
        Sandglass.await("the run", SOON, () -> Sandglass.read(out).contains("default/slow revision 1"));
        command.destroyForcibly().waitFor(SOON.toSeconds(), TimeUnit.SECONDS);

        Sandglass.Result again = sandglass.call("run", slow.toString(), "-i", "n=1", "--key", "k");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("is there already").contains("it is RUNNING");
        assertThat(again.err()).contains("has not ended; sandglass serve goes on with it");
    }

    @Test
    void startsOneRunForManyAtOnceAndKnowsItAfterAKill() throws Exception {
        serve();
        List<Process> commands = IntStream.range(0, 3)
                .mapToObj(i -> sandglass.start("run", slow.toString(), "-i", "n=1", "--key", "k", "-o", "json"))
                .toList();
        Sandglass.await(
                "all but one to be answered",
                SOON,
                () -> commands.stream().filter(Process::isAlive).count() == 1);
        String run = sandglass.column(RUNS).get(0);
        for (Process command : commands) {
            boolean follows = command.isAlive();
            command.destroyForcibly().waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(follows ? run : answered(command)).isEqualTo(run);
        }

        kill();
        serve();
        assertThat(again()).isEqualTo(run);
        assertThat(sandglass.call("workflows", "pause", "slow").exitCode()).isZero();
        assertThat(again()).isEqualTo(run);

        kill();
        Files.delete(sandglass.home().resolve("data/sandglass.mv.db"));
        serve();
        assertThat(again()).isEqualTo(run);
        assertThat(sandglass.column(RUNS)).containsExactly(run);
    }

    private String again() {
        JsonNode answer = json(sandglass.call("run", slow.toString(), "-i", "n=1", "--key", "k", "-o", "json"));
        assertThat(answer.path("already").asBoolean()).isTrue();
        assertThat(answer.path("status").asText()).isEqualTo("RUNNING");
        return answer.path("run").asText();
    }

    private String answered(Process command) throws IOException {
        return JSON.readTree(sandglass.output(command, "out").toFile())
                .path("run")
                .asText();
    }

    private static JsonNode json(Sandglass.Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        try {
            return JSON.readTree(result.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String id, String node) throws IOException {
        return Files.writeString(scratch.resolve(id + ".yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: %s
                inputs: { n: { type: integer } }
                nodes: { a: %s }
                """.formatted(id, node));
    }

    private void serve() throws IOException {
        service = sandglass.start("serve");
        sandglass.awaitServing(service);
    }
}
