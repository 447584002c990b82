package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.quarantine.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are compiled in a JVM of their own. */
@Timeout(120)
class ChildCompileTest {
    private static final Compiling IN_CHILD = Compiling.DEFAULTS.withChildAboveBytes(0);
    private static final byte[] WASM = Wat.wasiCommand("", "(call $exit (i32.const 7))");

    @TempDir
    Path scratch;

    @Test
    void theCodeComesBackThroughTheCache() throws IOException {
        SandboxSettings settings =
                SandboxSettings.defaults().withCacheDirectory(scratch).withCompiling(IN_CHILD);

        assertThat(exitCode(settings)).isEqualTo(7);

        try (Stream<Path> kept = Files.list(scratch)) {
            assertThat(kept.filter(file -> file.toString().endsWith(".code"))).hasSize(1);
        }
    }

    @Test
    void aCacheIsNotNeeded() {
        assertThat(exitCode(SandboxSettings.defaults().withCompiling(IN_CHILD))).isEqualTo(7);
    }

    @Test
    void whatTheEngineRefusesThereIsRefusedHere() {
        byte[] wrong = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7F, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B};
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withCompiling(IN_CHILD))) {
            assertThatThrownBy(() -> sandbox.load(wrong))
                    .isInstanceOf(InvalidModule.class)
                    .hasMessageContaining("type mismatch");
        }
    }

    /** A JVM does not even start within 30 ms: the second time the module is held, and no process is left. */
    @Test
    void isKilledAtTheLimitAndHeldTheSecondTime() {
        Compiling short30 = IN_CHILD.withLimit(Duration.ofMillis(30));
        Quarantine quarantine = Quarantine.inMemory();
        for (int i = 0; i < 2; i++) {
            try (WasmSandbox sandbox =
                    WasmSandbox.create(SandboxSettings.defaults().withCompiling(short30), quarantine)) {
                assertThatThrownBy(() -> sandbox.load(WASM))
                        .isInstanceOf(InvalidModule.class)
                        .hasMessageContaining("longer than 30 ms to compile");
            }
        }
        awaitNoCompiler();
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults(), quarantine)) {
            assertThatThrownBy(() -> sandbox.load(WASM))
                    .isInstanceOf(QuarantinedModule.class)
                    .hasMessageContaining("could not be compiled");
            quarantine.release(Digests.sha256(WASM));
            assertThat(sandbox.load(WASM).isCommand()).isTrue();
        }
    }

    private static int exitCode(SandboxSettings settings) {
        try (WasmSandbox sandbox = WasmSandbox.create(settings)) {
            return sandbox.run(sandbox.load(WASM), Invocation.of(new byte[0])).exitCode();
        }
    }

    private static void awaitNoCompiler() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive)) {
            assertThat(System.nanoTime()).as("the child ends").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
