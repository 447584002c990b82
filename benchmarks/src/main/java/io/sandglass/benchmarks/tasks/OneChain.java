package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Measure;
import java.util.Arrays;
import java.util.Map;

/** One chain alone, again and again: a round's figure is the middle of many, since one is too short to tell. */
final class OneChain extends TaskContender {
    private static final Measure TIME = Measure.millis("time of a run");
    private static final int LENGTH = 40;

    private final int runs;

    OneChain(TaskSystem tasks, int runs) {
        super(tasks);
        this.runs = runs;
    }

    @Override
    public void warmUp() throws Exception {
        round();
        round();
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        long[] nanos = new long[runs];
        for (int i = 0; i < runs; i++) {
            long begun = System.nanoTime();
            tasks().chains(1, LENGTH, 1);
            nanos[i] = System.nanoTime() - begun;
        }
        tasks().settle();
        Arrays.sort(nanos);
        return Map.of(TIME, nanos[runs / 2] / 1e6);
    }
}
