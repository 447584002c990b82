package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

/**
 * What one attempt used, where it is measured; zero where it is not.
 *
 * @param fuelUnits units of the fuel schedule
 * @param cpuNanos CPU time of the attempt's own thread
 * @param peakMemoryBytes most linear memory held at once
 * @param stdoutBytes bytes written as output
 * @param stderrBytes bytes written as log
 * @param execution how its code was run
 */
public record Usage(
        long fuelUnits, long cpuNanos, long peakMemoryBytes, long stdoutBytes, long stderrBytes, Execution execution) {
    /** Nothing was measured. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    public Usage {
        requireNonNull(execution, "execution");
    }

    /** Of code about which nothing else is known. */
    public Usage(long fuelUnits, long cpuNanos, long peakMemoryBytes, long stdoutBytes, long stderrBytes) {
        this(fuelUnits, cpuNanos, peakMemoryBytes, stdoutBytes, stderrBytes, Execution.NONE);
    }

    /** The same, with how its code was run. */
    public Usage with(Execution told) {
        return new Usage(fuelUnits, cpuNanos, peakMemoryBytes, stdoutBytes, stderrBytes, told);
    }
}
