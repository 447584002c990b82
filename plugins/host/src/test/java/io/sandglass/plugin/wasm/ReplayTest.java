package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.FileLimits;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.Surroundings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.capability.RecordedCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final Limits LIMITS =
            new Limits(100_000, 1 << 20, Duration.ofSeconds(30), 1 << 20, 1 << 10, 1 << 10);

    private final FakeContext context = new FakeContext().limitedTo(LIMITS);

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void givesTheSameAgainForEveryEndThatFollowsFromTheInput() throws Exception {
        Map<String, byte[]> guests = Map.of(
                "OK",
                Wat.copying(),
                "EXIT_NONZERO",
                Wat.writing("", "no\n", 3),
                "TRAP",
                Wat.command("", "unreachable"),
                "FUEL_EXHAUSTED",
                Wat.command("", "(loop (br 0))"),
                "STACK_LIMIT",
                Wat.command("(func $deeper (call $deeper))", "(call $deeper)"),
                "MEMORY_LIMIT",
                Wat2Wasm.parse("(module (memory (export \"memory\") 17) (func (export \"_start\")))"),
                "OUTPUT_LIMIT",
                Wat.command("", "(loop (call $print (i32.const 1) (i32.const 0) (i32.const 100)) (br 0))"));
        for (Map.Entry<String, byte[]> guest : guests.entrySet()) {
            Recording recording = recording(guest.getValue(), Map.of("a", "ä"));

            assertThat(recording.trace().values()).containsEntry("outcome", guest.getKey());
            assertThat(new Replay(SANDBOX).run(recording, guest.getValue())).isEqualTo(recording.trace());
        }
    }

    @Test
    void givesTheGuestWhatItsHostAnsweredThen() throws Exception {
        byte[] asking = GuestPrograms.assemble(GuestPrograms.ASKING);
        context.granting(Permissions.NONE.withKv(true)).state().put("request", Payload.of("http://a.example.test/"));
        Recording recording = recording(asking, Map.of());
        context.state().put("request", Payload.of("http://quite.another.example.test/"));

        Trace again = new Replay(SANDBOX).run(recording, asking);

        assertThat(recording.calls()).isNotEmpty();
        assertThat(recording.trace().values()).containsEntry("outcome", "HOST_CALL_DENIED");
        assertThat(again).isEqualTo(recording.trace());
    }

    @Test
    void namesWhatIsNotTheSame() throws Exception {
        Recording recording = recording(Wat.writing("{\"a\":1}", "", 0), Map.of());

        Trace other = new Replay(SANDBOX).run(recording, Wat.writing("{\"a\":2}", "", 0));

        assertThat(recording.trace().differences(other))
                .extracting(Trace.Difference::name)
                .containsExactly("stdoutSha256");
    }

    @Test
    void givesTheGuestTheWorldThatItWasIn() {
        Surroundings around = Surroundings.NONE
                .withInputs(Map.of("data/a.csv", new byte[] {1, -1}))
                .strictly(new Surroundings.Strict(Instant.parse("2000-01-01T00:00:00Z"), "run-1/node/1"));
        SandboxLimits limits = SandboxLimits.DEFAULTS.withFiles(FileLimits.DEFAULTS.withScratchBytes(1_000));
        byte[] dreaming = Wat2Wasm.parse("""
                (module
                  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (func (export "_start")
                    (drop (call $random (i32.const 100) (i32.const 16)))
                    (i32.store (i32.const 0) (i32.const 100))
                    (i32.store (i32.const 4) (i32.const 16))
                    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
                """);
        SandboxModule module = SANDBOX.load(dreaming);
        Invocation call = Invocation.of(new byte[0]).withLimits(limits).withSurroundings(around);
        Recording taken = Recording.of(module, call, SANDBOX.run(module, call), new RecordedCalls(1_000))
                .orElseThrow();

        Recording read = Recording.read(taken.payload());

        assertThat(new Replay(SANDBOX).run(read, dreaming)).isEqualTo(taken.trace());
        assertThat(read.sources()).isEmpty();
        assertThat(read.limits().files()).isEqualTo(limits.files());
        assertThat(read.surroundings().inputs().get("data/a.csv")).containsExactly(1, -1);
    }

    @Test
    void recordsNothingOfAnEndThatDependsOnTime() throws Exception {
        Limits hasty = new Limits(Long.MAX_VALUE, 1 << 20, Duration.ofMillis(50), 1 << 20, 1 << 10, 1 << 10);

        NodeResult result = run(Wat.command("", "(loop (br 0))"), Map.of(), context.limitedTo(hasty));

        assertThat(result.usage().execution().outcome()).isEqualTo("TIMED_OUT");
        assertThat(result.usage().execution().recording()).isEmpty();
    }

    @Test
    void namesWhatCouldMakeAnotherRunDiffer() throws Exception {
        byte[] dreaming = Wat2Wasm.parse("""
                (module
                  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (func (export "_start") (drop (call $random (i32.const 0) (i32.const 8)))))
                """);

        assertThat(recording(dreaming, Map.of()).sources()).containsExactly("wasi_snapshot_preview1.random_get");
        assertThat(recording(Wat.copying(), Map.of()).sources()).isEmpty();
    }

    @Test
    void refusesARecordingUnderAnotherFuelSchedule() throws Exception {
        byte[] copying = Wat.copying();
        Map<String, Object> fields = new HashMap<>(run(copying, Map.of(), context)
                .usage()
                .execution()
                .recording()
                .orElseThrow()
                .object());
        Map<String, String> trace =
                new HashMap<>(Recording.read(Payload.of(fields)).trace().values());
        trace.put("fuelSchedule", "1");
        trace.put("fuelUnits", "1");
        fields.put("trace", trace);
        Recording old = Recording.read(Payload.of(fields));

        assertThatThrownBy(() -> new Replay(SANDBOX).run(old, copying))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "recorded under fuel schedule 1, but this program has " + WasmSandbox.FUEL_SCHEDULE);
    }

    @Test
    void refusesARecordingOfANewerProgram() {
        assertThatThrownBy(() -> Recording.read(Payload.of(Map.of("format", 99))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newer program");
    }

    @Test
    void keepsModulesByTheirContent(@TempDir Path directory) throws IOException {
        KeptModules kept = new KeptModules(directory.resolve("modules"));
        byte[] wasm = Wat.copying();
        String sha256 = Digests.hex(wasm);
        assertThat(kept.find(sha256)).isEmpty();

        kept.keep(sha256, wasm);
        kept.keep(sha256, wasm);

        assertThat(kept.find(sha256))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(wasm));
        assertThat(names(directory.resolve("modules"))).containsExactly(sha256 + ".wasm");
    }

    @Test
    void doesNotGiveADamagedModule(@TempDir Path directory) throws IOException {
        KeptModules kept = new KeptModules(directory);
        byte[] wasm = Wat.copying();
        String sha256 = Digests.hex(wasm);
        Files.write(directory.resolve(sha256 + ".wasm"), new byte[] {0, 1});
        assertThat(kept.find(sha256)).isEmpty();

        kept.keep(sha256, wasm);

        assertThat(kept.find(sha256)).isPresent();
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private Recording recording(byte[] wasm, Map<String, ?> with) throws Exception {
        return Recording.read(
                run(wasm, with, context).usage().execution().recording().orElseThrow());
    }

    private static NodeResult run(byte[] wasm, Map<String, ?> with, FakeContext context) throws Exception {
        return WasmPlugin.read("probe.wasm", wasm, Optional.empty(), () -> SANDBOX)
                .create(NodeConfig.of(with))
                .execute(context);
    }
}
