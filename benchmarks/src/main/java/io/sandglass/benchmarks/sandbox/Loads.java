package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What loading costs: checked, metered and compiled, or out of the cache; and whether modules leave anything behind. */
final class Loads extends SandboxContender {
    private static final int LOADS = 40;
    private static final int CYCLES = 10_000;
    private static final Measure COMPILED = Measure.millis("load of a module, compiled");
    private static final Measure CACHED = Measure.millis("load of a module, from the cache");
    private static final Measure CYCLE = Measure.millis("load and unload");
    private static final Measure EARLY = new Measure("metaspace after a tenth of the loads", "MB");
    private static final Measure LATE = new Measure("metaspace after all loads", "MB");

    private final int loads;
    private final int cycles;
    private final Path cache;
    private final byte[] large = Resources.wasm("json.wat");
    private final byte[] small = Resources.wasm("fib.wat");
    private int made;

    Loads(Stage stage) {
        super("loading");
        this.loads = stage.size(LOADS);
        this.cycles = stage.size(CYCLES);
        this.cache = stage.directory("modules");
    }

    @Override
    public void warmUp() throws Exception {
        loads(new LinkedHashMap<>());
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        Map<Measure, Double> values = new LinkedHashMap<>();
        loads(values);
        cycles(values);
        return values;
    }

    private void loads(Map<Measure, Double> values) throws Exception {
        values.put(COMPILED, micros(times(loads, () -> load(SandboxSettings.defaults(), large)), 0.5) / 1e3);
        SandboxSettings keeping = SandboxSettings.defaults().withCacheDirectory(cache);
        load(keeping, large);
        values.put(CACHED, micros(times(loads, () -> load(keeping, large)), 0.5) / 1e3);
    }

    /** A sandbox of its own, which knows no module yet. */
    private static void load(SandboxSettings settings, byte[] wasm) {
        try (WasmSandbox sandbox = WasmSandbox.create(settings)) {
            sandbox.load(wasm);
        }
    }

    private void cycles(Map<Measure, Double> values) {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults())) {
            long begun = System.nanoTime();
            cycle(sandbox, Math.max(1, cycles / 10));
            values.put(EARLY, metaspace());
            cycle(sandbox, cycles - cycles / 10);
            values.put(CYCLE, (System.nanoTime() - begun) / 1e6 / cycles);
            values.put(LATE, metaspace());
        }
    }

    private void cycle(WasmSandbox sandbox, int count) {
        for (int i = 0; i < count; i++) {
            sandbox.load(another());
        }
    }

    /** The small module with a section more that makes it a module of its own. */
    private byte[] another() {
        byte[] another = Arrays.copyOf(small, small.length + 8);
        byte[] section = {0, 6, 1, 'n', (byte) (made >> 24), (byte) (made >> 16), (byte) (made >> 8), (byte) made};
        System.arraycopy(section, 0, another, small.length, section.length);
        made++;
        return another;
    }

    private static double metaspace() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(Loads::used)
                        .sum()
                / 1e6;
    }

    private static long used(MemoryPoolMXBean pool) {
        return pool.getUsage().getUsed();
    }
}
