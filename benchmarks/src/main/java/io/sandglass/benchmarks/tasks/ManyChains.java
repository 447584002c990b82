package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Measure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chains at a rate: tasks a second and what each costs in CPU time, with and without what is left to do afterwards.
 *
 * <p>A round is whole, all chains that the workload names, where the system is {@link TaskSystem#thorough}. Other slow
 * systems do fewer, about as many as they can in {@link Budget#ROUND}: the figure {@code chains in a round} tells.
 */
final class ManyChains extends TaskContender {
    private static final int TRIAL = 100;

    private static final Measure RATE = Measure.rate("rate", "tasks");
    private static final Measure CPU = new Measure("CPU per task", "us");
    private static final Measure SETTLED_RATE = Measure.rate("rate until history shows all", "tasks");
    private static final Measure SETTLED_CPU = new Measure("CPU per task until history shows all", "us");
    private static final Measure DONE = new Measure("chains in a round", "");

    private final Size full;
    private int chains;

    /** What is done in a round. */
    record Size(int chains, int length, int inFlight) {}

    ManyChains(TaskSystem tasks, Size full) {
        super(tasks);
        this.full = full;
        this.chains = Math.max(1, full.chains() / TRIAL);
    }

    @Override
    public void warmUp() throws Exception {
        Budget budget = new Budget(Budget.WARM_UP);
        double rate;
        do {
            rate = round().getOrDefault(RATE, 0.0) / full.length();
        } while (!budget.spent());
        double most = tasks().thorough() ? full.chains() : rate * Budget.ROUND.toSeconds();
        chains = (int) Math.max(chains, Math.min(full.chains(), most));
        round();
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        Map<Measure, Double> values = new LinkedHashMap<>();
        long begun = System.nanoTime();
        long cpu = Cpu.nanos(tasks().server());
        tasks().chains(chains, full.length(), full.inFlight());
        put(values, RATE, CPU, System.nanoTime() - begun, Cpu.nanos(tasks().server()) - cpu);
        if (tasks().settle()) {
            put(values, SETTLED_RATE, SETTLED_CPU, System.nanoTime() - begun, Cpu.nanos(tasks().server()) - cpu);
        }
        values.put(DONE, (double) chains);
        return values;
    }

    private void put(Map<Measure, Double> values, Measure rate, Measure cost, long nanos, long cpuNanos) {
        int done = chains * full.length();
        values.put(rate, done * 1e9 / nanos);
        values.put(cost, cpuNanos / 1e3 / done);
    }
}
