package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is worth preparing faster starts for. */
class RehearsalTest {
    @ParameterizedTest
    @CsvSource({
        "serve, 100",
        "run nowhere.yaml, 100",
        "serve --jdbc-port abc, 2",
        "serve --jdbc-port 70000, 2",
        "serve --jdbc, 2",
        "run, 2",
        "run --help, 0",
        "runs, 2"
    })
    void onlyACommandThatWouldBeCarriedOutIsRight(String words, int expected) {
        CommandLine line = Main.line(Captured.plain().terminal(), words.split(" "));

        int code = line.setExecutionStrategy(new Rehearsal()).execute(words.split(" "));

        assertThat(code).isEqualTo(expected);
    }
}
