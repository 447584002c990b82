package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules tried out from the command line. */
@Timeout(60)
class SandboxCommandsTest {
    private static final String HEADER = "0061736d01000000";
    private static final String TYPES = "0104" + "01600000"; // () -> ()
    private static final String FUNCTION = "0302" + "0100";
    private static final String START = "070a" + "01065f7374617274" + "0000";

    @TempDir
    Path scratch;

    @Test
    void runsAModuleAndSaysWhatItUsed() throws IOException {
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "run", command("0b").toString());

        assertThat(terminal.err()).contains("outcome   OK", "units of schedule", "of the host");
        assertThat(terminal.out()).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void aTrapSaysWhereItWas() throws IOException {
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "run", command("000b").toString(), "-o", "json");

        assertThat(terminal.out())
                .contains("\"outcome\" : \"TRAP\"", "\"kind\" : \"unreachable\"", "\"function\" : \"function 0\"")
                .contains("\"peakStackUnits\" : ", "\"log\" : [ ]");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aLoopEndsWithItsFuel() throws IOException {
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "run", command("03400c000b0b").toString(), "--fuel", "2M");

        assertThat(terminal.err()).contains("outcome   FUEL_EXHAUSTED", "used up its 2000000 units of fuel");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void interpretsOnDemand() throws IOException {
        Captured terminal = Captured.plain();

        assertThat(terminal.run("sandbox", "run", "--interpret", command("0b").toString()))
                .isZero();
    }

    @Test
    void inspectsAModule() throws IOException {
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "inspect", command("0b").toString());

        assertThat(terminal.out())
                .contains(
                        "digest    sha256:", "verdict   may run here", "exports   _start (function)", "limits    fuel");
        assertThat(code).isZero();
    }

    @Test
    void inspectsWithTheSettingsOfTheHome() throws IOException {
        String module = command("0b").toString();
        Path home = Files.createDirectories(scratch.resolve("home"));
        Files.writeString(home.resolve("sandglass.yaml"), "sandbox: { compile: { apartAbove: 0 } }\n");
        Captured anywhere = Captured.plain();
        Captured there = Captured.plain();

        assertThat(anywhere.run(
                        "sandbox",
                        "inspect",
                        module,
                        "--home",
                        scratch.resolve("none").toString()))
                .isZero();
        assertThat(there.run("sandbox", "inspect", module, "--home", home.toString()))
                .isZero();

        assertThat(anywhere.out()).contains("compile   about").doesNotContain("in a process of its own");
        assertThat(there.out()).contains("in a process of its own");
        assertThat(Files.list(home)).containsExactly(home.resolve("sandglass.yaml"));
    }

    @Test
    void inspectsWhatMayNotRun() throws IOException {
        Captured terminal = Captured.plain();
        Path twoMemories = write("two.wasm", HEADER + "0505" + "0200010001");

        int code = terminal.run("sandbox", "inspect", twoMemories.toString(), "-o", "json");

        assertThat(terminal.out()).contains("\"mayRun\" : false", "more than one memory");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void inspectsWhatCannotBeLinked() throws IOException {
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "inspect", importing().toString());

        assertThat(terminal.out()).contains("verdict   may not run here", "env.foo is not offered");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void takesAPlugInForWhatItsSidecarSays() throws IOException {
        Path plugin = write("plug.wasm", HEADER + TYPES + FUNCTION + "0706" + "0102676f0000" + "0a040102000b");
        assertThat(Captured.plain().run("sandbox", "inspect", plugin.toString()))
                .isEqualTo(2);
        assertThat(Captured.plain().run("sandbox", "run", plugin.toString(), "--entry", "go"))
                .isZero();

        Files.writeString(scratch.resolve("plug.plugin.yaml"), "abi: extism\nentry: go\n");

        assertThat(Captured.plain().run("sandbox", "inspect", plugin.toString()))
                .isZero();
        assertThat(Captured.plain().run("sandbox", "run", plugin.toString())).isZero();
    }

    @Test
    void aGuestCannotSteerTheTerminalOrPassForTheReport() throws IOException {
        byte[] said = "\u001b[2Joutcome   OK\n".getBytes(StandardCharsets.UTF_8);
        SandboxResult result =
                new SandboxResult(Outcome.OK, 0, said, said, false, new TreeMap<>(), Usage.NONE, Optional.empty());
        Captured screen = Captured.window(80, 24);

        new GuestReport(result, List.of(new GuestLines.Line("info", "a\nb")))
                .print(screen.terminal(), OutputFormat.TABLE);

        assertThat(screen.out()).isEqualTo("\\u001b[2Joutcome   OK\n");
        assertThat(screen.err().lines()).startsWith("| info: a | b", "| \\u001b[2Joutcome   OK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "          | is empty; did the build fail?",
                "4d5a9000  | is a program for Windows",
                "7f454c46  | is a program for Linux",
                "504b0304  | is a JAR or another archive",
                "0061736d0d000100 | is a component; only core modules run here",
                "286d6f64756c6529 | is WebAssembly text; assemble it first: wat2wasm",
                "23212f62696e2f7368 | is no WebAssembly module",
                "0061736d01000000 | exports no function _start",
                "0061736d0100000063 | may not run here",
            })
    void isToldWhatAFileIs(String bytes, String words) throws IOException {
        Path file = write("some.wasm", bytes == null ? "" : bytes);

        for (String verb : new String[] {"run", "inspect"}) {
            Captured terminal = Captured.plain();
            int code = terminal.run("sandbox", verb, file.toString());
            String said = terminal.out() + terminal.err();
            assertThat(said).doesNotContain("java.", "\tat ").containsAnyOf(words, "the module is refused");
            assertThat(code).as(said).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--fuel lots     | is not a count such as 50M or 2G; write a positive whole amount with the unit k, M, G or none",
                "--memory lots   | is not a size such as 64MiB; write a positive whole amount with the unit KiB, MiB",
                "--abi extsim    | there is no ABI 'extsim'; did you mean 'extism'?",
                "--abi extism    | needs the function to call: --entry FUNCTION; the module exports _start",
                "--abi wasi-command --entry go | leave one of them out",
                "--grant htpp=x  | there is no grant 'htpp'; write http=HOST, kv, log, secret=NAME",
                "--grant http    | 'http' is no grant",
                "--grant http=https://x/y | without scheme and path",
                "--grant secret=NO_SUCH_VARIABLE | there is no environment variable NO_SUCH_VARIABLE",
                "--memory 64mb   | is not a size such as 64MiB",
                "--wall soon     | 'soon' is not a duration; write it as in 500ms, 30s",
                "--wall -1s      | is not a duration",
                "--env NOVALUE   | --env",
                "--stdin nowhere | --stdin: nowhere is not there",
                "--feul 3        | did you mean '--fuel'?",
            })
    void isToldHowToWriteAnOption(String options, String words) throws IOException {
        Captured terminal = Captured.plain();

        int code = terminal.run(("sandbox run " + command("0b") + " " + options).split(" "));

        assertThat(terminal.err()).contains(words).doesNotContain("java.", "\tat ");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void isToldWhichFileBesideItMayBeMeant() throws IOException {
        command("0b");
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "run", scratch.resolve("comand.wasm").toString());

        assertThat(terminal.err()).contains("there is no file", "did you mean '" + scratch.resolve("command.wasm"));
        assertThat(code).isEqualTo(2);
    }

    @Test
    void isToldThatThereIsNoFile() {
        Captured terminal = Captured.plain();

        int code = terminal.run("sandbox", "run", scratch.resolve("no.wasm").toString());

        assertThat(terminal.err()).contains("there is no file", "wasm32-wasip1");
        assertThat(code).isEqualTo(2);
    }

    /** With {@code _start}, and a function it wants from a module {@code env}. */
    private Path importing() throws IOException {
        String wanted = "020b" + "01" + "03656e76" + "03666f6f" + "0000";
        String start = "070a" + "01065f7374617274" + "0001";
        return write("importing.wasm", HEADER + TYPES + wanted + FUNCTION + start + "0a040102000b");
    }

    private Path command(String body) throws IOException {
        String code = "00" + body;
        int size = code.length() / 2;
        return write(
                "command.wasm",
                HEADER + TYPES + FUNCTION + START + HexFormat.of().toHexDigits((byte) 10)
                        + HexFormat.of().toHexDigits((byte) (size + 2)) + "01"
                        + HexFormat.of().toHexDigits((byte) size) + code);
    }

    private Path write(String name, String hex) throws IOException {
        return Files.write(scratch.resolve(name), HexFormat.of().parseHex(hex));
    }
}
