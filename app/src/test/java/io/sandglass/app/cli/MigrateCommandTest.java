package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path OLD = Path.of("../spec-migrations/src/test/resources/seed-001-echo.yaml");

    @TempDir
    Path scratch;

    private final Captured screen = Captured.plain();

    @Test
    void keepsTheOriginalBesideTheResult() throws IOException {
        Path file = old("flow.yaml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(screen.run("migrate", file.toString())).isZero();

        assertThat(Files.readString(file)).contains("sandglass/v3");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.readString(scratch.resolve("flow.yaml.v2.orig"))).isEqualTo(Files.readString(OLD));
        assertThat(names()).containsExactly("flow.yaml", "flow.yaml.v2.orig");
        assertThat(screen.out()).contains("sandglass/v2 -> sandglass/v3", "flow.yaml.v2.orig");
    }

    @Test
    void neverReplacesAnEarlierOriginal() throws IOException {
        Path file = old("flow.yaml");
        Files.writeString(scratch.resolve("flow.yaml.v2.orig"), "precious");

        screen.run("migrate", file.toString());

        assertThat(Files.readString(scratch.resolve("flow.yaml.v2.orig"))).isEqualTo("precious");
        assertThat(Files.readString(scratch.resolve("flow.yaml.v2.2.orig"))).isEqualTo(Files.readString(OLD));
    }

    @Test
    void writesJsonWhereItReadJson() throws IOException {
        Path file = scratch.resolve("flow.json");
        Files.writeString(
                file, " " + Json.pretty(new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(OLD.toFile())));

        assertThat(screen.run("migrate", file.toString())).as(screen.err()).isZero();

        assertThat(JSON.readTree(file.toFile()).path("apiVersion").asText()).isEqualTo("sandglass/v3");
    }

    @Test
    void migratesAlsoWhenItReportsToAnotherProgram() throws IOException {
        Path file = old("flow.yaml");

        assertThat(screen.run("migrate", file.toString(), "-o", "json")).isZero();

        JsonNode report = JSON.readTree(screen.out());
        assertThat(report.path("to").asText()).isEqualTo("sandglass/v3");
        assertThat(report.path("original").asText()).endsWith("flow.yaml.v2.orig");
        assertThat(Files.readString(file)).contains("sandglass/v3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "yaml"})
    void touchesNothingWhenItOnlyChecks(String format) throws IOException {
        Path file = old("flow.yaml");

        assertThat(screen.run("migrate", file.toString(), "--check", "-o", format))
                .isZero();

        assertThat(Files.readString(file)).isEqualTo(Files.readString(OLD));
        assertThat(names()).containsExactly("flow.yaml");
        assertThat(screen.out()).contains("sandglass/v3");
    }

    @Test
    void leavesACurrentFileAlone() throws IOException {
        Path file = old("flow.yaml");
        screen.run("migrate", file.toString());
        String migrated = Files.readString(file);

        assertThat(screen.run("migrate", file.toString())).isZero();

        assertThat(Files.readString(file)).isEqualTo(migrated);
        assertThat(screen.out()).contains("nothing to do");
    }

    @Test
    void explainsWhatItCannotRead() throws IOException {
        Path file = Files.writeString(scratch.resolve("bad.yaml"), "apiVersion: sandglass/v9\n");

        assertThat(screen.run("migrate", file.toString(), "-o", "json")).isEqualTo(2);
        assertThat(screen.run("migrate", scratch.resolve("none").toString())).isEqualTo(2);
        assertThat(screen.run("migrate", file.toString(), "--to", "v7")).isEqualTo(2);

        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("UNKNOWN_VERSION", "there is no file").doesNotContain("\tat ");
    }

    private Path old(String name) throws IOException {
        return Files.copy(OLD, scratch.resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
