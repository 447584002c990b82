package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nodes with {@code determinism: strict}. */
class StrictNodeTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());

    /** Puts out eight letters: seven by chance, one by the clock. */
    private static final byte[] CURIOUS = Wat2Wasm.parse("""
            (module
              (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
              (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 99) "\\22........\\22")
              (func (export "_start") (local $n i32)
                (drop (call $random (i32.const 100) (i32.const 7)))
                (drop (call $time (i32.const 0) (i64.const 1) (i32.const 200)))
                (i32.store8 (i32.const 107) (i32.wrap_i64 (i64.div_u (i64.load (i32.const 200)) (i64.const 1000000))))
                (loop $l
                  (i32.store8 offset=100 (local.get $n)
                    (i32.add (i32.const 97) (i32.and (i32.const 15) (i32.load8_u offset=100 (local.get $n)))))
                  (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 8))))
                (i32.store (i32.const 0) (i32.const 99))
                (i32.store (i32.const 4) (i32.const 10))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
            """);

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void doesTheSameWheneverItRuns() throws Exception {
        NodeResult.Completed now = run(CURIOUS, new FakeContext().strictly());
        NodeResult.Completed later =
                run(CURIOUS, new FakeContext().strictly().at(Instant.now()).until(Instant.now()));

        assertThat(later.output()).isEqualTo(now.output());
        assertThat(later.usage().fuelUnits()).isEqualTo(now.usage().fuelUnits());
    }

    @Test
    void isReplayedToTheSame() throws Exception {
        Recording recording = Recording.read(run(CURIOUS, new FakeContext().strictly())
                .usage()
                .execution()
                .recording()
                .orElseThrow());

        assertThat(recording.sources()).isEmpty();
        assertThat(new Replay(SANDBOX).run(recording, CURIOUS)).isEqualTo(recording.trace());
    }

    @Test
    void anotherAttemptFindsTheSame() throws Exception {
        assertThat(run(CURIOUS, new FakeContext().strictly().attempt(2)).output())
                .isEqualTo(run(CURIOUS, new FakeContext().strictly()).output());
        assertThat(run(Wat.copying(), new FakeContext().strictly().attempt(2)).output())
                .isEqualTo(run(Wat.copying(), new FakeContext().strictly()).output());
    }

    @Test
    void theDeadlineGoesByTheClockOfTheGuest() throws Exception {
        Map<?, ?> output = (Map<?, ?>)
                run(Wat.copying(), new FakeContext().strictly()).output().value();

        assertThat(((Map<?, ?>) output.get("context")).get("deadlineMs"))
                .isEqualTo(NodeSurroundings.STRICT_START.plusSeconds(10).toEpochMilli());
    }

    private static NodeResult.Completed run(byte[] wasm, FakeContext context) throws Exception {
        WasmPlugin plugin = WasmPlugin.read("probe.wasm", wasm, Optional.empty(), () -> SANDBOX);
        return (NodeResult.Completed) plugin.create(NodeConfig.of(Map.of())).execute(context);
    }
}
