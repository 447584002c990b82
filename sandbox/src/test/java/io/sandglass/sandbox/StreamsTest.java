package io.sandglass.sandbox;

import static io.sandglass.sandbox.SandboxLimits.DEFAULTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final String FLOOD = """
            (loop $l
              (i32.store (i32.const 4) (i32.const 60000))
              (drop (call $write (i32.const %d) (i32.const 0) (i32.const 1) (i32.const 8)))
              (local.set $n (i32.add (local.get $n) (i32.const 1)))
              (br_if $l (i32.lt_u (local.get $n) (i32.const 1000))))
            """;

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void endsAGuestThatFloodsStandardOutput() {
        SandboxResult result = flood(1, DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.OUTPUT_LIMIT);
        assertThat(result.stdout()).hasSizeLessThanOrEqualTo(8 << 20);
        assertThat(result.fault().orElseThrow().message()).contains("standard output", "8388608");
    }

    @Test
    void cutsStandardErrorAndGoesOn() {
        SandboxResult result = flood(2, DEFAULTS);

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        assertThat(result.stderr()).hasSize(256 << 10);
        assertThat(result.stderrTruncated()).isTrue();
    }

    @Test
    void endsAGuestThatCallsItsHostTooOften() {
        SandboxLimits few = DEFAULTS.withHostCalls(5);

        SandboxResult result = flood(2, few);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_LIMIT);
        assertThat(result.usage().hostCalls()).isEqualTo(5);
    }

    @Test
    void refusesMoreInputThanAllowed() {
        SandboxModule module = sandbox.load(Wat.command("nop"));

        SandboxResult result =
                sandbox.run(module, Invocation.of(new byte[11]).withLimits(DEFAULTS.withStreams(10, 10, 10)));

        assertThat(result.outcome()).isEqualTo(Outcome.INPUT_LIMIT);
        assertThat(result.fault().orElseThrow().message()).contains("11", "10");
    }

    @Test
    void keepsWhatWasWrittenBeforeATrap() {
        SandboxModule module = sandbox.load(Wat.wasiCommand(
                "(data (i32.const 16) \"so far\")", "(call $print (i32.const 16) (i32.const 6)) unreachable"));

        SandboxResult result = sandbox.run(module, Invocation.of(new byte[0]));

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
        assertThat(result.stdout()).asString(UTF_8).isEqualTo("so far");
    }

    private SandboxResult flood(int descriptor, SandboxLimits limits) {
        byte[] wasm = Wat.wasiCommand("", "(local $n i32) " + FLOOD.formatted(descriptor));
        return sandbox.run(sandbox.load(wasm), Invocation.of(new byte[0]).withLimits(limits));
    }
}
