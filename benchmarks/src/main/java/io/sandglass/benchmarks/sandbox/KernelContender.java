package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.sandbox.GuestKernel.Burst;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** One kernel in short bursts that take turns: metered, unmetered, in plain Java, in V8. A round tells their medians. */
final class KernelContender implements Contender {
    private static final String METERED = "metered";
    private static final int BURSTS = 9;
    private static final int WARMING = 25;
    private static final Measure TIME = Measure.millis("CPU time, metered");
    private static final Measure RATE = new Measure("fuel rate", "million units/s");

    private final Kernel kernel;
    private final int size;
    private final int bursts;
    private final GuestKernel metered;
    private final GuestKernel unmetered;
    private final Optional<V8> v8;

    KernelContender(Kernel kernel, Stage stage) {
        byte[] wasm = kernel.wasm();
        this.kernel = kernel;
        this.size = kernel.scaled(stage.scale());
        this.bursts = Math.min(BURSTS, stage.size(BURSTS * 10));
        this.metered = GuestKernel.metered(wasm);
        this.unmetered = GuestKernel.unmetered(wasm);
        this.v8 = V8.start(stage, wasm);
    }

    @Override
    public String system() {
        return kernel.name();
    }

    @Override
    public String durability() {
        return "none";
    }

    @Override
    public void warmUp() {
        bursts(WARMING);
    }

    @Override
    public Map<Measure, Double> round() {
        Map<String, List<Burst>> all = bursts(bursts);
        List<Burst> counted = metered(all);
        double nanos = median(counted);
        Map<Measure, Double> values = new LinkedHashMap<>();
        values.put(TIME, nanos / 1e6);
        values.put(RATE, counted.get(0).fuel() * 1e3 / nanos);
        all.forEach((name, other) -> {
            if (other != counted) {
                values.put(over(name), nanos / median(other));
            }
        });
        return values;
    }

    /** CPU time as a multiple of another's. */
    static Measure over(String other) {
        return new Measure("CPU time over that " + other, "");
    }

    private Map<String, List<Burst>> bursts(int count) {
        Map<String, Supplier<Burst>> ways = new LinkedHashMap<>();
        ways.put(METERED, () -> metered.run(size));
        ways.put("unmetered", () -> unmetered.run(size));
        ways.put("of plain Java", this::plain);
        v8.ifPresent(node -> ways.put("in V8", () -> node.run(size)));
        Map<String, List<Burst>> all = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            ways.forEach((name, way) ->
                    all.computeIfAbsent(name, first -> new ArrayList<>()).add(way.get()));
        }
        check(all);
        return all;
    }

    private Burst plain() {
        long begun = CpuTime.ofThread();
        long result = kernel.plain().applyAsLong(size);
        return new Burst(CpuTime.ofThread() - begun, result, 0);
    }

    /** All have to compute the same, and fuel has to be the same each time. */
    private void check(Map<String, List<Burst>> all) {
        long results = all.values().stream()
                .flatMap(List::stream)
                .map(Burst::result)
                .distinct()
                .count();
        long fuels = metered(all).stream().map(Burst::fuel).distinct().count();
        if (results != 1 || fuels != 1) {
            throw new IllegalStateException(kernel.name() + " does not always give the same: " + all);
        }
    }

    private static List<Burst> metered(Map<String, List<Burst>> all) {
        return Objects.requireNonNull(all.get(METERED));
    }

    private static double median(List<Burst> bursts) {
        List<Long> nanos = new ArrayList<>(bursts.stream().map(Burst::nanos).toList());
        Collections.sort(nanos);
        return nanos.get(nanos.size() / 2);
    }

    @Override
    public void close() {
        v8.ifPresent(V8::close);
    }
}
