package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case K4: compiled code that is kept is whole, or compiled again. */
class CompiledCacheTest {
    private static final byte[] WASM = Wat.wasiCommand("", "(call $exit (i32.const 7))");

    @TempDir
    Path directory;

    @Test
    void aLaterSandboxRunsTheKeptCode() throws IOException {
        assertThat(exitCode()).isEqualTo(7);
        Path entry = entry();
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        byte[] kept = Files.readAllBytes(entry);
        Files.setLastModifiedTime(entry, longAgo);

        assertThat(exitCode()).isEqualTo(7);

        assertThat(Files.getLastModifiedTime(entry)).isGreaterThan(longAgo);
        assertThat(Files.readAllBytes(entry)).isEqualTo(kept);
    }

    @Test
    void damagedCodeIsCompiledAgain() throws IOException {
        exitCode();
        byte[] damaged = Files.readAllBytes(entry());
        damaged[damaged.length / 2] ^= 1;
        Files.write(entry(), damaged);

        assertThat(exitCode()).isEqualTo(7);

        assertThat(Files.readAllBytes(entry())).isNotEqualTo(damaged);
    }

    private int exitCode() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withCacheDirectory(directory))) {
            return sandbox.run(sandbox.load(WASM), Invocation.of(new byte[0])).exitCode();
        }
    }

    private Path entry() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".code"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
