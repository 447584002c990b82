package io.sandglass.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One line of the table: what one contender reached by one measure.
 *
 * @param samples one of each round, in their order; not empty
 */
public record Figure(String workload, String system, String durability, Measure measure, List<Double> samples) {
    public Figure {
        requireNonNull(workload, "workload");
        requireNonNull(system, "system");
        requireNonNull(durability, "durability");
        requireNonNull(measure, "measure");
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(
                    "a figure needs samples, but " + measure + " of " + system + " has none");
        }
    }

    /** The middle one; of an even number of samples the mean of the middle two. */
    public double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    public double least() {
        return samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double most() {
        return samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
