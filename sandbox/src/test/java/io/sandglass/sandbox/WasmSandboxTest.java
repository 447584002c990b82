package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WasmSandboxTest {
    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void warmsUpWithAModuleThatRuns() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults())) {
            sandbox.warmUp();

            SandboxResult tiny = sandbox.run(sandbox.load(WarmUp.module()), Invocation.of(new byte[0]));
            assertThat(tiny.outcome()).as(tiny.toString()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void runsACommandThatCopiesItsInput() {
        SandboxModule module = sandbox.load(Wat.wasiCommand("", """
                (i32.store (i32.const 0) (i32.const 100))
                (i32.store (i32.const 4) (i32.const 1000))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                (call $print (i32.const 100) (i32.load (i32.const 8)))
                """));

        SandboxResult result = sandbox.run(module, Invocation.of("hello".getBytes(UTF_8)));

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        assertThat(result.stdout()).asString(UTF_8).isEqualTo("hello");
        assertThat(result.usage().stdinBytes()).isEqualTo(5);
        assertThat(result.usage().stdoutBytes()).isEqualTo(5);
        assertThat(result.usage().hostCalls()).isEqualTo(2);
        assertThat(result.usage().peakMemoryBytes()).isEqualTo(2 * 65536);
        assertThat(result.fault()).isEmpty();
    }

    @Test
    void tellsTheExitCode() {
        SandboxModule module = sandbox.load(Wat.wasiCommand("", "(call $exit (i32.const 75)) unreachable"));

        SandboxResult result = sandbox.run(module, Invocation.of(new byte[0]));

        assertThat(result.outcome()).isEqualTo(Outcome.EXIT_NONZERO);
        assertThat(result.exitCode()).isEqualTo(75);
    }

    @Test
    void compilesTheSameBytesOnce() {
        byte[] wasm = Wat.command("nop");

        assertThat(sandbox.load(wasm)).isSameAs(sandbox.load(wasm.clone()));
    }

    @Test
    void listsAllImportsThatItDoesNotOffer() {
        SandboxModule module = sandbox.load(Wat.module("""
                (module
                  (import "env" "open" (func))
                  (import "env" "memory" (memory 1))
                  (import "wasi_snapshot_preview1" "fd_close" (func (param i64) (result i32)))
                  (func (export "_start")))
                """));

        SandboxResult result = sandbox.run(module, Invocation.of(new byte[0]));

        assertThat(result.outcome()).isEqualTo(Outcome.LINK_ERROR);
        assertThat(result.fault().orElseThrow().message())
                .contains("env.open is not offered", "env.memory (memory)", "fd_close is i>i, not j>i");
        assertThat(module.imports())
                .containsExactly("env.open", "wasi_snapshot_preview1.fd_close", "env.memory (memory)");
    }

    @Test
    void refusesBytesThatAreNoModule() {
        assertThatThrownBy(() -> sandbox.load("hello world".getBytes(UTF_8)))
                .isInstanceOf(InvalidModule.class)
                .hasMessageContaining("magic");
    }
}
