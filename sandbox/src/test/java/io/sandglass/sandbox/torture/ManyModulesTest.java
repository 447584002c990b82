package io.sandglass.sandbox.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.Table;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.Wat;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many modules one after the other, and many guests at once. */
class ManyModulesTest {
    private static final int MODULES = Integer.getInteger("unload.modules", 300);
    private static final long SLACK_BYTES = 16L << 20;
    private static final int GUESTS = 64;

    private static final Table TABLE = new Table("case", "engine", "expected", "got");

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }

    static List<String> engines() {
        return Suite.ENGINES;
    }

    /** unload_10k: {@code -Dunload.modules=10000} for all of them. */
    @Test
    @Timeout(600)
    void modulesThatNobodyHoldsAreUnloaded() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults())) {
            loadAndRun(sandbox, 0, 50);
            long before = metaspace();

            loadAndRun(sandbox, 50, MODULES);

            long after = metaspace();
            TABLE.add("unload_10k", "chicory", "flat", MODULES + " modules: metaspace " + before + " then " + after);
            assertThat(after).isLessThan(before + SLACK_BYTES);
        }
    }

    private static void loadAndRun(WasmSandbox sandbox, int first, int count) {
        byte[] wasm = Wat.command("(i64.store (i32.const 8) (i64.const 0x7000000000000000))");
        for (int i = first; i < first + count; i++) {
            SandboxModule module = sandbox.load(numbered(wasm, i));
            assertThat(sandbox.run(module, Invocation.of(new byte[0])).outcome())
                    .isEqualTo(Outcome.OK);
        }
    }

    /** The same module with another constant, so that it is compiled anew: its lowest bytes are free to change. */
    private static byte[] numbered(byte[] wasm, int number) {
        byte[] other = wasm.clone();
        int last = other.length - 6; // the constant takes ten bytes, behind it are the store and the end
        other[last - 7] = (byte) (0x80 | number & 0x7F);
        other[last - 6] = (byte) (0x80 | number >> 7 & 0x7F);
        return other;
    }

    private static long metaspace() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .findFirst()
                .orElseThrow()
                .getUsed();
    }

    /** budget_race: each wants 64 MiB, which together are more than the heap. */
    @ParameterizedTest
    @MethodSource("engines")
    @Timeout(120)
    void guestsWaitForMemoryInsteadOfExhaustingTheHeap(String engine) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(GUESTS);
        byte[] greedy = Wat.command("""
                (if (i32.ne (memory.grow (i32.const 1023)) (i32.const 1)) (then unreachable))
                (memory.fill (i32.const 0) (i32.const 1) (i32.const 67108864))
                """);
        try (WasmSandbox sandbox = Suite.sandbox(SandboxSettings.defaults().withMaxConcurrentGuests(GUESTS), engine)) {
            SandboxModule module = sandbox.load(greedy);
            List<Future<SandboxResult>> all = new ArrayList<>();
            for (int i = 0; i < GUESTS; i++) {
                all.add(callers.submit(
                        () -> sandbox.run(module, Invocation.of(new byte[0]).withLimits(SandboxLimits.DEFAULTS))));
            }
            for (Future<SandboxResult> one : all) {
                assertThat(one.get(100, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.OK);
            }
            TABLE.add("budget_race", engine, "OK", all.size() + " guests OK");
        } finally {
            callers.shutdownNow();
        }
    }
}
