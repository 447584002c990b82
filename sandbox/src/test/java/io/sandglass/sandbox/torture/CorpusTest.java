package io.sandglass.sandbox.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.Surroundings;
import io.sandglass.sandbox.Wabt;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Modules of others, such as the official test programs of WASI: {@code -Dsandbox.corpus=DIR} with the {@code .wasm} files.
 *
 * <p>Each is refused with a reason, or runs on every engine to the same end with the same fuel and output.
 */
@EnabledIfSystemProperty(
        named = "sandbox.corpus",
        matches = ".+",
        disabledReason = "no folder of modules is given: -Dsandbox.corpus=DIR")
class CorpusTest {
    /** Time and chance would have a say in what real programs do: Rust's hash maps are shuffled anew in each run. */
    private static final Invocation CALL = Invocation.of(new byte[0])
            .withSurroundings(Surroundings.NONE.strictly(new Surroundings.Strict(Instant.EPOCH, "corpus")));

    @TestFactory
    Stream<DynamicTest> everyModuleEndsTheSameOnEveryEngine() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("sandbox.corpus")))) {
            List<Path> modules = files.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .toList();
            return modules.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        byte[] wasm = Files.readAllBytes(file);
        List<String> ends =
                Suite.ENGINES.stream().map(engine -> run(engine, wasm)).toList();
        System.out.println(file + ": " + ends.get(0));

        assertThat(ends).allMatch(ends.get(0)::equals);
        boolean runs = !ends.get(0).startsWith(Ended.REFUSED) && !ends.get(0).startsWith(Ended.INVALID);
        if (runs && Wabt.problem(wasm).isEmpty()) {
            assertThat(Wabt.problem(FuelRewriter.rewrite(wasm))).isEmpty();
        }
    }

    private static String run(String engine, byte[] wasm) {
        try (WasmSandbox sandbox = Suite.sandbox(SandboxSettings.defaults(), engine)) {
            SandboxResult result = sandbox.run(sandbox.load(wasm), CALL);
            return Ended.of(result) + ", " + result.usage().fuelUnits() + " units of fuel, " + result.stdout().length
                    + " bytes written";
        } catch (InvalidModule e) {
            return Ended.of(e).toString();
        }
    }
}
