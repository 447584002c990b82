package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Measure;
import java.util.Arrays;
import java.util.Map;

/** One fan alone, again and again; a round's figure is the middle. */
final class OneFan extends TaskContender {
    private static final Measure TIME = Measure.millis("time of a run");

    private final int width;
    private final int runs;

    OneFan(TaskSystem tasks, int width, int runs) {
        super(tasks);
        this.width = width;
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
            tasks().fan(width);
            nanos[i] = System.nanoTime() - begun;
        }
        tasks().settle();
        Arrays.sort(nanos);
        return Map.of(TIME, nanos[runs / 2] / 1e6);
    }
}
