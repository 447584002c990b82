package io.sandglass.sandbox.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.FileLimits;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.Surroundings;
import io.sandglass.sandbox.WasmSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One program in several languages, compiled here and now, where this machine has the compilers. */
@Timeout(240)
class CompiledHereTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final Path PROGRAMS = Path.of("src", "test", "programs");
    private static final Surroundings AROUND = Surroundings.NONE
            .withInputs(Map.of("numbers.txt", "1.5 2.25\n40".getBytes(UTF_8), "more/b.txt", new byte[0]))
            .strictly(new Surroundings.Strict(Instant.EPOCH, "seed"));

    @TempDir
    Path work;

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    static Stream<Arguments> languages() {
        return Stream.of(
                Arguments.of("words.c", Compiler.C),
                Arguments.of("words.cc", Compiler.CPP),
                Arguments.of("words.rs", Compiler.RUST),
                Arguments.of("words.go", Compiler.GO));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("languages")
    void aCommandReadsAndWritesAsOnAnyMachine(String program, Compiler compiler) throws Exception {
        byte[] wasm = compile(program, compiler);

        SandboxResult result = run(wasm, List.of("words", "one", "two"));
        SandboxResult again = run(wasm, List.of("words", "one", "two"));
        SandboxResult busy = run(wasm, List.of("words", "busy"));

        System.out.println(program + ": " + wasm.length + " bytes, " + result.usage());
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.OK);
        assertThat(result.stdout()).asString(UTF_8).isEqualTo("""
                a=2
                word=3
                input more
                input numbers.txt
                sum 43.75
                """);
        assertThat(result.stderr()).asString(UTF_8).isEqualTo("done\n");
        assertThat(result.scratchFiles()).containsOnlyKeys("out.txt");
        assertThat(result.scratchFiles().get("out.txt")).asString(UTF_8).isEqualTo("2 words of arguments\n");
        assertThat(again.usage().fuelUnits()).isEqualTo(result.usage().fuelUnits());
        assertThat(busy.exitCode()).isEqualTo(75);
    }

    @Test
    void anExtismPlugInTalksToItsHost() throws Exception {
        byte[] wasm = compile("vowels.c", Compiler.LIBRARY);

        SandboxResult counted = run(wasm, Abi.extism("count_vowels", Map.of()));
        SandboxResult configured = run(wasm, Abi.extism("count_vowels", Map.of("vowels", "wd")));
        SandboxResult failed = run(wasm, Abi.extism("fail", Map.of()));

        assertThat(counted.stdout()).as("%s", counted).asString(UTF_8).isEqualTo("""
                {"count":5,"total":5,"vowels":"aeiouAEIOU"}""");
        assertThat(configured.stdout()).as("%s", configured).asString(UTF_8).isEqualTo("""
                {"count":6,"total":6,"vowels":"wd"}""");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.stderr()).asString(UTF_8).contains("no vowels today");
    }

    private byte[] compile(String program, Compiler compiler) throws IOException, InterruptedException {
        return compiler.compile(PROGRAMS.resolve(program), work)
                .orElseGet(() -> abort("this machine cannot compile " + program + "; it takes " + compiler.install()));
    }

    private static SandboxResult run(byte[] wasm, List<String> args) {
        return SANDBOX.run(SANDBOX.load(wasm), call().withArgs(args));
    }

    private static SandboxResult run(byte[] wasm, Abi abi) {
        return SANDBOX.run(SANDBOX.load(wasm), call().withAbi(abi));
    }

    private static Invocation call() {
        return Invocation.of("word a word\na word".getBytes(UTF_8))
                .withSurroundings(AROUND)
                .withLimits(SandboxLimits.DEFAULTS.withFiles(FileLimits.DEFAULTS.withScratchBytes(1_000)));
    }
}
