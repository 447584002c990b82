package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import java.util.Arrays;

/** Something about the sandbox that is not a kernel. */
abstract class SandboxContender implements Contender {
    static final Measure COMMAND = new Measure("WASI command, end to end, p50", "us");

    private final String system;

    SandboxContender(String system) {
        this.system = system;
    }

    @Override
    public final String system() {
        return system;
    }

    @Override
    public final String durability() {
        return "none";
    }

    @Override
    public void warmUp() throws Exception {
        round();
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** Something that is timed. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Nanoseconds of each of so many times, in increasing order. */
    static long[] times(int count, Step step) throws Exception {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            step.run();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** A share of sorted times, in microseconds. */
    static double micros(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e3;
    }
}
