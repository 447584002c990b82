package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever opens a home without a service obeys its {@code sandglass.yaml}. */
class HomeSettingsTest {
    @TempDir
    Path scratch;

    private Path home;

    @BeforeEach
    void aFailedRun() throws IOException {
        home = scratch.resolve("home");
        Path workflow = Files.writeString(scratch.resolve("large.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: large
                nodes:
                  gone: { type: fail }
                  much: { type: echo, with: { text: "%s" } }
                """.formatted("x".repeat(2000)));

        assertThat(call("run", workflow.toString()).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs list",
                "runs show last",
                "runs logs last",
                "runs explain last",
                "runs cancel last",
                "runs retry --all --yes",
                "runs prune --older-than P1D",
                "sql values(1)",
                "workflows list",
                "workflows pause large",
                "triggers list",
                "plugins list",
                "backup copy.zip"
            })
    void everyCommandReadsTheSettings(String command) throws IOException {
        Files.writeString(home.resolve("sandglass.yaml"), "store: { durabilty: process }");

        Called called = call(command.split(" "));

        assertThat(called.err()).contains("sandglass.yaml", "line 1", "did you mean 'durability'?");
        assertThat(called.code()).isEqualTo(2);
    }

    @Test
    void aRunThatIsRetriedByACommandIsKeptAsTheSettingsSay() throws IOException {
        Files.writeString(home.resolve("sandglass.yaml"), "store: { payloadThreshold: 1KiB }");

        Called called = call("runs", "rerun", "last");

        assertThat(called.code()).as(called.err()).isEqualTo(1);
        try (Stream<Path> files = Files.walk(home.resolve("data/payloads"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    private record Called(int code, String err) {}

    private Called call(String... words) {
        Captured captured = Captured.plain();
        return new Called(captured.on(home, words), captured.err());
    }
}
