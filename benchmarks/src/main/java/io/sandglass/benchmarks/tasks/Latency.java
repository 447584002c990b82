package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Measure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** From submitting a task to the first line of its code, one task at a time. */
final class Latency extends TaskContender {
    private static final Measure P50 = Measure.millis("submit to first line, p50");
    private static final Measure P99 = Measure.millis("submit to first line, p99");

    private final int samples;

    Latency(TaskSystem tasks, int samples) {
        super(tasks);
        this.samples = samples;
    }

    @Override
    public void warmUp() throws Exception {
        round();
        round();
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        long[] nanos = new long[samples];
        for (int i = 0; i < samples; i++) {
            nanos[i] = tasks().firstLine();
        }
        tasks().settle();
        Arrays.sort(nanos);
        Map<Measure, Double> values = new LinkedHashMap<>();
        values.put(P50, nanos[samples / 2] / 1e6);
        values.put(P99, nanos[samples * 99 / 100] / 1e6);
        return values;
    }
}
