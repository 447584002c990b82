package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Measure;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One piece of work at a time, again and again: a round's figures are quantiles of many, since one is too short to tell. */
final class Alone extends TaskContender {
    /** So much is done before the tables have to follow, lest what waits for them becomes too much. */
    private static final int UNSETTLED = 100;

    private final Work work;
    private final Map<Measure, Double> quantiles;
    private int times;

    /** Work on a task system. */
    interface Work {
        /** Nanoseconds it took. */
        long once(TaskSystem tasks) throws Exception;
    }

    /**
     * @param quantiles what to tell, and which share of the values lies below it
     * @param most how often in a round; less if that takes longer than {@link Budget#ROUND}
     */
    Alone(TaskSystem tasks, int most, Map<Measure, Double> quantiles, Work work) {
        super(tasks);
        this.work = work;
        this.quantiles = quantiles;
        this.times = most;
    }

    @Override
    public void warmUp() throws Exception {
        timesWithin(Budget.WARM_UP);
        times = Math.max(1, Math.min(times, timesWithin(Budget.ROUND)));
    }

    private int timesWithin(Duration time) throws Exception {
        Budget budget = new Budget(time);
        int done = 0;
        while (!budget.spent()) {
            work.once(tasks());
            done++;
            if (done % UNSETTLED == 0) {
                tasks().settle();
            }
        }
        return done;
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            nanos[i] = work.once(tasks());
        }
        tasks().settle();
        Arrays.sort(nanos);
        Map<Measure, Double> values = new LinkedHashMap<>();
        quantiles.forEach((measure, share) -> values.put(measure, nanos[(int) (share * times)] / 1e6));
        return values;
    }
}
