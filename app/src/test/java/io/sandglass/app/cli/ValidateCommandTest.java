package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateCommandTest {
    private static final String GOOD =
            "apiVersion: sandglass/v3\nkind: Workflow\nid: good\nnodes:\n  a: { type: echo }\n";

    @TempDir
    Path scratch;

    private final Captured screen = Captured.plain();

    @Test
    void checksAllFilesThoughSomeCannotBeRead() throws IOException {
        Path good = write("good.yaml", GOOD);
        Path bad = write("bad.yaml", GOOD.replace("echo", "ehco"));

        int code = validate(scratch.resolve("none.yaml"), scratch, bad, good);

        assertThat(code).isEqualTo(2);
        assertThat(screen.out()).contains("good.yaml: good", "bad.yaml:5:", "did you mean 'echo'?", "1 of 4 are good");
        assertThat(screen.err()).contains("there is no file", "is a directory").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"5m, PT5M", "90 s, PT90S", "7d, P7D", "soon, as in PT30S"})
    void saysHowADurationIsWritten(String written, String remedy) throws IOException {
        int code = validate(write("timed.yaml", GOOD.replace("type: echo", "type: echo, timeout: " + written)));

        assertThat(code).isEqualTo(2);
        assertThat(screen.out()).contains("'" + written + "' is not a duration", remedy);
    }

    @Test
    void givesEveryProblemAsJson() throws IOException {
        Path bad = write("bad.yaml", GOOD.replace("echo", "ehco"));

        int code = validate(scratch.resolve("none.yaml"), bad, Path.of("-o"), Path.of("json"));

        JsonNode problems = new ObjectMapper().readTree(screen.out());
        assertThat(code).isEqualTo(2);
        assertThat(problems)
                .extracting(problem -> problem.path("code").asText())
                .contains("UNREADABLE", "UNKNOWN_TYPE");
    }

    @Test
    void printsAnEmptyListForGoodFiles() throws IOException {
        int code = validate(write("good.yaml", GOOD), Path.of("-o"), Path.of("json"));

        assertThat(code).isZero();
        assertThat(new ObjectMapper().readTree(screen.out())).isEmpty();
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void refusesAHomeTheDatabaseCannotBeKeptIn() {
        int code = screen.run("runs", "list", "--home", scratch.resolve("a;b").toString());

        assertThat(code).isEqualTo(2);
        assertThat(screen.err()).contains("semicolon", "--home").doesNotContain("\tat ");
    }

    @Test
    void refusesAPortThereIsNot() {
        int code = screen.run("serve", "--jdbc-port", "99999", "--home", scratch.toString());

        assertThat(code).isEqualTo(2);
        assertThat(screen.err()).contains("between 0 and 65535").doesNotContain("\tat ");
    }

    private int validate(Path... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "validate";
        all[1] = "--home";
        all[2] = scratch.resolve("home").toString();
        for (int i = 0; i < arguments.length; i++) {
            all[i + 3] = arguments[i].toString();
        }
        return screen.run(all);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(scratch.resolve(name), text);
    }
}
