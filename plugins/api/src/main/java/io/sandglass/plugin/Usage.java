package io.sandglass.plugin;

/**
 * What one attempt used, where it is measured; zero where it is not.
 *
 * @param fuelUnits units of the fuel schedule
 * @param cpuNanos CPU time of the attempt's own thread
 * @param peakMemoryBytes most linear memory held at once
 * @param stdoutBytes bytes written as output
 * @param stderrBytes bytes written as log
 */
public record Usage(long fuelUnits, long cpuNanos, long peakMemoryBytes, long stdoutBytes, long stderrBytes) {
    /** Nothing was measured. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);
}
