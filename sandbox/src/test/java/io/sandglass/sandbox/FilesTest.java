package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guests with files: inputs under {@code /in}, and what they leave under {@code /scratch}. */
class FilesTest {
    private static final SandboxLimits WITH_SCRATCH =
            SandboxLimits.DEFAULTS.withFiles(FileLimits.DEFAULTS.withScratchBytes(1_000));

    /** Copies {@code a.txt} of descriptor 3 to {@code copy} of descriptor 4, then does what the test wants. */
    private static final String COPY = """
            (module
              (import "wasi_snapshot_preview1" "path_open" (func $open
                (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "a.txtcopy")
              (func (export "_start")
                (drop (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 5) (i32.const 0)
                  (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 100)))
                (i32.store (i32.const 104) (i32.const 1000))
                (i32.store (i32.const 108) (i32.const 500))
                (drop (call $read (i32.load (i32.const 100)) (i32.const 104) (i32.const 1) (i32.const 108)))
                (drop (call $open (i32.const 4) (i32.const 0) (i32.const 5) (i32.const 4) (i32.const 1)
                  (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 100)))
                (drop (call $write (i32.load (i32.const 100)) (i32.const 104) (i32.const 1) (i32.const 112)))
                %s))
            """;

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void readsInputsAndLeavesScratchFiles() {
        SandboxResult result = copy("nop");

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        assertThat(result.scratchFiles()).containsOnlyKeys("copy");
        assertThat(result.scratchFiles().get("copy")).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void keepsWhatWasWrittenBeforeATrap() {
        SandboxResult result = copy("unreachable");

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
        assertThat(result.scratchFiles()).containsOnlyKeys("copy");
    }

    @Test
    void nothingIsLeftForTheNextRun() {
        copy("nop");

        SandboxResult result = sandbox.run(
                sandbox.load(Wat.module(COPY.formatted("nop"))),
                Invocation.of(new byte[0]).withLimits(WITH_SCRATCH));

        assertThat(result.scratchFiles()).isEmpty();
    }

    @Test
    void scratchSpaceAloneIsTheFirstDirectory() {
        assertThat(exitOfPrestat(3, Invocation.of(new byte[0]))).isEqualTo(8);
        assertThat(exitOfPrestat(3, Invocation.of(new byte[0]).withLimits(WITH_SCRATCH)))
                .isZero();
        assertThat(exitOfPrestat(4, Invocation.of(new byte[0]).withLimits(WITH_SCRATCH)))
                .isEqualTo(8);
        assertThat(exitOfPrestat(4, withInput("a.txt", new byte[0]).withLimits(WITH_SCRATCH)))
                .isZero();
    }

    @Test
    void filesCountAsMemoryPromised() {
        SandboxSettings small = SandboxSettings.defaults().withMemoryBudgetBytes(1 << 20);
        try (WasmSandbox tight = WasmSandbox.create(small)) {
            SandboxModule module = tight.load(Wat.command("nop"));
            FileLimits large = FileLimits.DEFAULTS.withScratchBytes(1 << 20);
            FileLimits almost = new FileLimits((1 << 20) - 3 * 8192, 2, 1);

            SandboxLimits onePage = SandboxLimits.DEFAULTS.withMemoryBytes(1 << 16);
            Invocation call = Invocation.of(new byte[0]).withLimits(onePage);

            assertThat(tight.run(module, call).outcome()).isEqualTo(Outcome.OK);
            SandboxResult over = tight.run(module, call.withLimits(onePage.withFiles(large)));
            SandboxResult both = tight.run(module, call.withLimits(onePage.withFiles(almost)));

            assertThat(over.outcome()).isEqualTo(Outcome.MEMORY_LIMIT);
            assertThat(over.fault().orElseThrow().message()).contains("files", "1048576");
            assertThat(both.outcome()).isEqualTo(Outcome.MEMORY_LIMIT);
        }
    }

    @Test
    void inputsCountAsInput() {
        SandboxResult result = sandbox.run(
                sandbox.load(Wat.command("nop")),
                withInput("a", new byte[100]).withLimits(SandboxLimits.DEFAULTS.withStreams(99, 10, 10)));

        assertThat(result.outcome()).isEqualTo(Outcome.INPUT_LIMIT);
        assertThat(result.fault().orElseThrow().message()).contains("input files", "100", "99");
    }

    @Test
    void inputsHaveSensiblePaths() {
        assertThatThrownBy(() -> withInput("../a", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../a");
    }

    private SandboxResult copy(String then) {
        return sandbox.run(
                sandbox.load(Wat.module(COPY.formatted(then))),
                withInput("a.txt", "hello".getBytes(UTF_8)).withLimits(WITH_SCRATCH));
    }

    private int exitOfPrestat(int descriptor, Invocation call) {
        SandboxModule module = sandbox.load(Wat.module("""
                (module
                  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (func (export "_start") (call $exit (call $prestat (i32.const %d) (i32.const 0)))))
                """.formatted(descriptor)));
        return sandbox.run(module, call).exitCode();
    }

    private static Invocation withInput(String path, byte[] content) {
        return Invocation.of(new byte[0]).withSurroundings(Surroundings.NONE.withInputs(Map.of(path, content)));
    }
}
