package io.sandglass.sandbox.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.Compiling;
import io.sandglass.sandbox.FileLimits;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.Surroundings;
import io.sandglass.sandbox.Table;
import io.sandglass.sandbox.Wabt;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.Wat;
import io.sandglass.sandbox.inspect.Inspection;
import io.sandglass.sandbox.metering.BareModule;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules that others made and published, each as it is in its archive; a table of them is printed at the end. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class RealModulesTest {
    private static final String TEXT = "(module (func (export \"f\") (result i32) (i32.const 42)))";

    private final WasmSandbox sandbox = WasmSandbox.create(
            SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withLimit(Duration.ofMinutes(2))));
    private final Table table =
            new Table("module", "language", "bytes", "functions", "verdict", "compile ms", "fuel", "result");

    @AfterAll
    void print() {
        sandbox.close();
        System.out.println(table);
    }

    @Test
    void theAssemblerWritesWhatItReads() {
        byte[] wasm = Jars.read("wat2wasm");
        Loaded loaded = load(wasm);
        Invocation call = command("wat2wasm", Map.of("m.wat", TEXT), "/in/m.wat", "--output=-");

        SandboxResult result = sandbox.run(loaded.module, call);

        row("wat2wasm", "C++ (wasi-sdk)", wasm, loaded, result);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.OK);
        assertThat(result.stdout()).isEqualTo(Wat.module(TEXT));
        assertThat(interpreted(wasm, call)).isEqualTo(result.usage().fuelUnits());
        assertThat(Wabt.problem(FuelRewriter.rewrite(wasm))).isEmpty();
    }

    @Test
    void theAssemblerSaysWhatIsWrong() {
        Loaded loaded = load(Jars.read("wat2wasm"));

        SandboxResult result = sandbox.run(loaded.module, command("wat2wasm", Map.of("m.wat", "(modul)"), "/in/m.wat"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.EXIT_NONZERO);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).asString(UTF_8).contains("/in/m.wat:1:2: error: unexpected token \"modul\"");
    }

    @Test
    void aToolLeavesItsFiles() {
        byte[] wasm = Jars.read("wast2json");
        Loaded loaded = load(wasm);

        SandboxResult result = sandbox.run(
                loaded.module,
                command(
                        "wast2json",
                        Map.of("m.wast", TEXT + "(assert_return (invoke \"f\") (i32.const 42))"),
                        "/in/m.wast",
                        "-o",
                        "/scratch/m.json"));

        row("wast2json", "C++ (wasi-sdk)", wasm, loaded, result);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.OK);
        assertThat(result.scratchFiles()).containsOnlyKeys("m.json", "m.0.wasm");
        assertThat(result.scratchFiles().get("m.json")).asString(UTF_8).contains("\"type\": \"assert_return\"");
        assertThat(result.scratchFiles().get("m.0.wasm")).isEqualTo(Wat.module(TEXT));
    }

    static Stream<Library> libraries() {
        return Library.all();
    }

    /** As it is and metered, compiled and interpreted. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void aLibraryDoesTheSameHoweverItRuns(Library library) {
        byte[] wasm = Jars.read(library.file());
        assertThat(Wabt.problem(wasm)).isEmpty();
        Loaded loaded = load(wasm);
        byte[] metered = FuelRewriter.rewrite(wasm);
        assertThat(Wabt.problem(metered)).isEmpty();

        Script.Seen plain = play(BareModule.interpreted(wasm), library);
        Script.Seen counted = play(BareModule.compiled(metered), library);

        row(library.file(), library.language(), wasm, loaded, counted.fuel(), counted.told());
        assertThat(plain.told()).isEqualTo(library.expected());
        assertThat(play(BareModule.compiled(wasm), library)).isEqualTo(plain);
        assertThat(counted.unmetered()).isEqualTo(plain);
        assertThat(play(BareModule.interpreted(metered), library)).isEqualTo(counted);
    }

    /** A library is told what it lacks instead of being run. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void aLibraryIsNotRunAsACommand(Library library) {
        SandboxResult result = sandbox.run(load(Jars.read(library.file())).module, Invocation.of(new byte[0]));

        assertThat(result.outcome()).isEqualTo(Outcome.LINK_ERROR);
        assertThat(result.fault().orElseThrow().message()).contains("it exports no function _start");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"llhttp_simd.wasm, C (wasi-sdk)", "openjpeg.wasm, C (Emscripten)"})
    void vectorInstructionsAreRefusedByName(String file, String language) {
        byte[] wasm = Jars.read(file);
        String why = sandbox.objection(wasm).orElseThrow();

        table.add(file, language, wasm.length, functions(wasm), "REFUSED", "", "", why);
        assertThat(why).contains("the module uses vector instructions (SIMD)");
        assertThatThrownBy(() -> sandbox.load(wasm)).isInstanceOf(InvalidModule.class);
    }

    /** The fuel of the same run without the compiler. */
    private static long interpreted(byte[] wasm, Invocation call) {
        SandboxSettings slowly = SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withInterpreted(true));
        try (WasmSandbox other = WasmSandbox.create(slowly)) {
            return other.run(other.load(wasm), call).usage().fuelUnits();
        }
    }

    private static Script.Seen play(BareModule module, Library library) {
        return Script.play(module, library.listener(), library.scenes());
    }

    /** A module, and how long it took to check and compile it. */
    private record Loaded(SandboxModule module, long millis) {}

    private Loaded load(byte[] wasm) {
        assertThat(sandbox.objection(wasm)).isEmpty();
        long start = System.nanoTime();
        SandboxModule module = sandbox.load(wasm);
        return new Loaded(module, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static Invocation command(String name, Map<String, String> inputs, String... args) {
        Map<String, byte[]> files = inputs.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, input -> input.getValue().getBytes(UTF_8)));
        return Invocation.of(new byte[0])
                .withArgs(Stream.concat(Stream.of(name), List.of(args).stream()).toList())
                .withSurroundings(Surroundings.NONE.withInputs(files))
                .withLimits(SandboxLimits.DEFAULTS.withFiles(FileLimits.DEFAULTS.withScratchBytes(1 << 20)));
    }

    private void row(String file, String language, byte[] wasm, Loaded loaded, SandboxResult result) {
        row(
                file,
                language,
                wasm,
                loaded,
                result.usage().fuelUnits(),
                result.outcome().name());
    }

    private void row(String file, String language, byte[] wasm, Loaded loaded, long fuel, String result) {
        table.add(file, language, wasm.length, functions(wasm), "runs", loaded.millis, fuel, result);
    }

    private static long functions(byte[] wasm) {
        return Inspection.of(wasm).counts().get("functions");
    }
}
