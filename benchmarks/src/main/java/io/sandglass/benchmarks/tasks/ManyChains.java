package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chains at a rate: tasks a second and what each costs this process, with and without what is left to do afterwards. */
final class ManyChains implements Contender {
    private static final Measure RATE = Measure.rate("rate", "tasks");
    private static final Measure CPU = new Measure("CPU per task", "us");
    private static final Measure SETTLED_RATE = Measure.rate("rate until history shows all", "tasks");
    private static final Measure SETTLED_CPU = new Measure("CPU per task until history shows all", "us");

    private final TaskSystem tasks;
    private final Size size;

    /** What is done in a round. */
    record Size(int chains, int length, int inFlight) {
        int tasks() {
            return chains * length;
        }
    }

    ManyChains(TaskSystem tasks, Size size) {
        this.tasks = tasks;
        this.size = size;
    }

    @Override
    public String system() {
        return tasks.name();
    }

    @Override
    public String durability() {
        return tasks.durability();
    }

    @Override
    public void warmUp() throws Exception {
        round();
        round();
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        Map<Measure, Double> values = new LinkedHashMap<>();
        long begun = System.nanoTime();
        long cpu = cpuNanos();
        tasks.chains(size.chains(), size.length(), size.inFlight());
        put(values, RATE, CPU, System.nanoTime() - begun, cpuNanos() - cpu);
        tasks.settle();
        put(values, SETTLED_RATE, SETTLED_CPU, System.nanoTime() - begun, cpuNanos() - cpu);
        return values;
    }

    @Override
    public void close() {
        tasks.close();
    }

    private void put(Map<Measure, Double> values, Measure rate, Measure cost, long nanos, long cpuNanos) {
        values.put(rate, size.tasks() * 1e9 / nanos);
        values.put(cost, cpuNanos / 1e3 / size.tasks());
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
