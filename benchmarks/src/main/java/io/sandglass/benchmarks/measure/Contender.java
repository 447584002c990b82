package io.sandglass.benchmarks.measure;

import java.util.Map;

/** Something set up for one workload, to be measured round by round. Used by one thread; closed at the end. */
public interface Contender extends AutoCloseable {
    /** Which system, and which kind of task where that matters: {@code Sandglass, strict}. */
    String system();

    /** What an acknowledged record survives: {@code power}, {@code process} (its death, not the machine's), {@code none}. */
    String durability();

    /** Work of the same shape before the first round; not measured. */
    void warmUp() throws Exception;

    /** Does the work once and says what it took. */
    Map<Measure, Double> round() throws Exception;

    @Override
    void close();
}
