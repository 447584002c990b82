package io.sandglass.plugin.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nodes that are given files and leave some. */
class NodeFilesTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final Limits SCRATCH =
            new Limits(1_000_000, 1 << 20, Duration.ofSeconds(10), 1 << 20, 1 << 20, 1 << 10, 1_000, 1_000);

    /** Copies the file {@code a} of its inputs to the file {@code b}, and its standard input to its standard output. */
    private static final byte[] COPYING = Wat2Wasm.parse("""
            (module
              (import "wasi_snapshot_preview1" "path_open" (func $open
                (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "ab")
              (func $copy (param $from i32) (param $to i32)
                (i32.store (i32.const 104) (i32.const 1000))
                (i32.store (i32.const 108) (i32.const 9000))
                (drop (call $read (local.get $from) (i32.const 104) (i32.const 1) (i32.const 108)))
                (drop (call $write (local.get $to) (i32.const 104) (i32.const 1) (i32.const 112))))
              (func (export "_start") (local $in i32)
                (drop (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0)
                  (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 100)))
                (local.set $in (i32.load (i32.const 100)))
                (if (i32.eqz (call $open (i32.const 4) (i32.const 0) (i32.const 1) (i32.const 1) (i32.const 1)
                    (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 100)))
                  (then (call $copy (local.get $in) (i32.load (i32.const 100)))))
                (call $copy (i32.const 0) (i32.const 1))))
            """);

    private final FakeContext context = new FakeContext().limitedTo(SCRATCH);

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void givesFilesAndPutsOutWhatIsLeft() throws Exception {
        Map<String, Object> output = run(Map.of("x", 1, "files", Map.of("a", "grüße")));

        assertThat(output.get("files")).isEqualTo(Map.of("b", "grüße"));
        assertThat(output.get("input")).isEqualTo(Map.of("x", 1));
    }

    @Test
    void bytesThatAreNoTextAreBase64() throws Exception {
        Map<String, Object> bytes = Map.of("base64", "/wA=");

        assertThat(run(Map.of("files", Map.of("a", bytes))).get("files")).isEqualTo(Map.of("b", bytes));
    }

    @Test
    void anyOtherValueIsAFileOfJson() throws Exception {
        assertThat(run(Map.of("files", Map.of("a", List.of(1, "x")))).get("files"))
                .isEqualTo(Map.of("b", "[1,\"x\"]"));
    }

    @Test
    void withoutScratchSpaceNothingIsAdded() throws Exception {
        context.limitedTo(Limits.DEFAULT);

        assertThat(run(Map.of("files", Map.of("a", "x")))).doesNotContainKey("files");
    }

    @Test
    void whatIsNoObjectOfFilesIsOrdinaryInput() throws Exception {
        assertThat(run(Map.of("files", List.of("a"))).get("input")).isEqualTo(Map.of("files", List.of("a")));
    }

    @Test
    void aReplayHasTheSameFiles() throws Exception {
        WasmPlugin plugin = WasmPlugin.read("probe.wasm", COPYING, Optional.empty(), () -> SANDBOX);
        NodeConfig config = NodeConfig.of(Map.of("files", Map.of("a", "x")));
        Recording recording = Recording.read(plugin.create(config)
                .execute(context)
                .usage()
                .execution()
                .recording()
                .orElseThrow());

        assertThat(recording.trace().values()).containsKey("filesSha256");
        assertThat(new Replay(SANDBOX).run(recording, COPYING)).isEqualTo(recording.trace());
    }

    @Test
    void namesAFileThatCannotBe() throws Exception {
        assertThat(failure(Map.of("../a", "x")).message()).contains("../a");
        assertThat(failure(Map.of("a", Map.of("base64", "%"))).message()).contains("'a'", "base64");
        assertThat(failure(Map.of("a", "x", "a/b", "x")).code()).isEqualTo("BadConfig");
    }

    @Test
    void outputWithFilesIsAnObjectWithoutAny() {
        var left = new TreeMap<>(Map.of("b", "x".getBytes(UTF_8)));

        assertThat(problem(Payload.of(7), left)).contains("object");
        assertThat(problem(Payload.of(Map.of("files", 1)), left)).contains("'files' of its own");
        assertThat(problem(Payload.of(7), new TreeMap<>())).isEmpty();
    }

    @Test
    void aSidecarSaysWhetherAModuleWithFieldsTakesFiles() throws Exception {
        String fields = "config: { x: { type: integer } }\n";

        assertThat(read(fields).type().config()).containsOnlyKeys("x");
        assertThat(read(fields + "files: true").type().config()).containsOnlyKeys("x", "files");
        assertThat(run(read("files: false"), Map.of("files", Map.of("a", "x"))).get("input"))
                .isEqualTo(Map.of("files", Map.of("a", "x")));
    }

    private static String problem(Payload output, SortedMap<String, byte[]> left) {
        try {
            NodeFiles.with(output, left);
            return "";
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private Map<String, Object> run(Map<String, ?> with) throws Exception {
        return run(WasmPlugin.read("probe.wasm", COPYING, Optional.empty(), () -> SANDBOX), with);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> run(WasmPlugin plugin, Map<String, ?> with) throws Exception {
        NodeResult result = plugin.create(NodeConfig.of(with)).execute(context);
        assertThat(result).isInstanceOf(NodeResult.Completed.class);
        return (Map<String, Object>)
                (Map<?, ?>) ((NodeResult.Completed) result).output().object();
    }

    private NodeFailure failure(Map<String, ?> files) throws Exception {
        WasmPlugin plugin = WasmPlugin.read("probe.wasm", COPYING, Optional.empty(), () -> SANDBOX);
        NodeResult result = plugin.create(NodeConfig.of(Map.of("files", files))).execute(context);
        return ((NodeResult.Failed) result).failure();
    }

    private static WasmPlugin read(String sidecar) throws InvalidWasmPlugin {
        return WasmPlugin.read("probe.wasm", COPYING, Optional.of(sidecar), () -> SANDBOX);
    }
}
