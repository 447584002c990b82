package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one object that every command prints that steers something; docs/reference/json.md tells its fields. */
class SteerJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path scratch;

    @BeforeEach
    void twoRuns() throws IOException {
        Path asks = Files.writeString(scratch.resolve("asks.yaml"), """
                apiVersion: sandglass/v3
                id: asks
                nodes:
                  first: { type: echo }
                  ask: { type: human, needs: [first], with: { prompt: "Go on?" } }
                """);
        call("run", asks.toString());
        call("run", asks.toString());
    }

    @Test
    void saysWhatWasDone() throws IOException {
        Called paused = call("runs", "pause", "last");
        Called forced = call("runs", "force", "last", "ask", "succeeded", "--data", "{\"x\": 1}");

        assertThat(fields(paused.json()))
                .containsExactly("operation", "matched", "done", "already", "refused", "listed");
        assertThat(paused.json().path("operation").asText()).isEqualTo("pause");
        assertThat(paused.json().path("matched").asInt()).isOne();
        assertThat(paused.json().at("/done/0/run").asText()).hasSize(13);
        assertThat(paused.json().at("/done/0/nodes").isArray()).isTrue();
        assertThat(forced.json().at("/done/0/node").asText()).isEqualTo("ask");
        assertThat(forced.json().at("/done/0/status").asText()).isEqualTo("succeeded");
        assertThat(paused.code()).isZero();
    }

    @Test
    void aRefusalHasItsCodeAndWhatIsPossibleInstead() throws IOException {
        Called refused = call("runs", "resume", "last");

        assertThat(refused.json().path("done")).isEmpty();
        assertThat(refused.json().at("/refused/0/code").asText()).isEqualTo("WRONG_STATE");
        assertThat(refused.json().at("/refused/0/state").asText()).isEqualTo("RUNNING");
        assertThat(refused.json().at("/refused/0/possible/0").asText()).isEqualTo("pause");
        assertThat(refused.err()).contains("WRONG_STATE");
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void aQueryListsBeforeItIsSure() throws IOException {
        call("runs", "pause", "last");

        Called asked = call("runs", "cancel", "--workflow", "asks");
        Called sure = call("runs", "cancel", "--workflow", "asks", "--yes");
        Called nothing = call("runs", "cancel", "--all", "--yes");

        assertThat(asked.json().path("matched").asInt()).isEqualTo(2);
        assertThat(asked.json().path("listed")).hasSize(2);
        assertThat(asked.json().at("/listed/0/workflow").asText()).isEqualTo("default/asks");
        assertThat(asked.json().path("done")).isEmpty();
        assertThat(sure.json().path("done")).hasSize(2);
        assertThat(sure.json().path("listed")).isEmpty();
        assertThat(nothing.json().path("matched").asInt()).isZero();
    }

    @Test
    void whatIsSoAlreadyIsNoRefusal() throws IOException {
        call("runs", "pause", "last");

        Called paused = call("runs", "pause", "--status", "PAUSED", "--yes");

        assertThat(paused.json().path("refused")).isEmpty();
        assertThat(paused.code()).isZero();
    }

    @Test
    void aRerunNamesTheNewRunAndARetryItsEnd() throws IOException {
        Path fails = Files.writeString(scratch.resolve("fails.yaml"), """
                apiVersion: sandglass/v3
                id: fails
                nodes: { a: { type: fail } }
                """);
        call("run", fails.toString());

        Called retried = call("runs", "retry", "last");
        Called rerun = call("runs", "rerun", "last");

        assertThat(retried.json().at("/done/0/ended").asText()).isEqualTo("FAILED");
        assertThat(retried.json().at("/done/0/error").asText()).contains("node 'a' failed");
        assertThat(retried.json().at("/done/0/nodes/0").asText()).isEqualTo("a");
        assertThat(rerun.json().at("/done/0/newRun").asText())
                .hasSize(13)
                .isNotEqualTo(rerun.json().at("/done/0/run").asText());
        assertThat(List.of(retried.code(), rerun.code())).containsOnly(1);
    }

    @Test
    void pausedWorkflowsAreToldInTheSameShape() throws IOException {
        Called paused = call("workflows", "pause", "asks", "--by", "ada");
        Called again = call("workflows", "pause", "asks");
        Called unknown = call("triggers", "pause", "asks", "nightly");

        assertThat(fields(paused.json()))
                .containsExactly("operation", "matched", "done", "already", "refused", "listed");
        assertThat(paused.json().at("/done/0/workflow").asText()).isEqualTo("default/asks");
        assertThat(paused.json().at("/done/0/paused").asText()).startsWith("paused by ada");
        assertThat(again.json().at("/refused/0/workflow").asText()).isEqualTo("default/asks");
        assertThat(again.json().at("/refused/0/code").asText()).isEqualTo("WRONG_STATE");
        assertThat(unknown.json().at("/refused/0/code").asText()).isEqualTo("UNKNOWN_TRIGGER");
        assertThat(unknown.json().at("/refused/0/workflow").asText()).isEqualTo("default/asks");
        assertThat(unknown.json().at("/refused/0/trigger").asText()).isEqualTo("nightly");
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private record Called(int code, JsonNode json, String err) {}

    /** The whole of the output is one JSON value, whatever the command is. */
    private Called call(String... words) throws IOException {
        Captured captured = Captured.plain();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json", "--home", scratch.resolve("home").toString()));
        int code = captured.run(all.toArray(String[]::new));
        return new Called(code, JSON.readTree(captured.out()), captured.err());
    }
}
