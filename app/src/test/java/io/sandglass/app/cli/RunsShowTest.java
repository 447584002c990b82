package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of one run. */
class RunsShowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path scratch;

    @Test
    void aRerunShowsTheNodesThatItTookOver() throws IOException {
        Path workflow = Files.writeString(scratch.resolve("w.yaml"), """
                apiVersion: sandglass/v3
                id: w
                nodes:
                  a: { type: echo }
                  b: { type: echo, needs: [a] }
                """);
        call("run", workflow.toString());
        call("runs", "rerun", "last", "--from", "b");

        JsonNode shown = JSON.readTree(call("runs", "show", "last"));

        assertThat(shown.path("nodes_done").asInt()).isEqualTo(2);
        JsonNode attempts = shown.path("attempts");
        assertThat(attempts).extracting(one -> one.path("node").asText()).containsExactly("a", "b");
        assertThat(attempts).extracting(one -> one.path("attempt").asInt()).containsExactly(0, 1);
        assertThat(attempts.path(0).path("reason").asText()).contains("taken over from run");
    }

    private String call(String... words) {
        return Captured.json(scratch.resolve("home"), words);
    }
}
