package io.sandglass.sandbox;

import io.sandglass.sandbox.metering.FuelRewriter;

/**
 * What a run used.
 *
 * @param fuelUnits work done, in units of the fuel schedule; 0 when the module is not metered
 * @param fuelSchedule which price list the units follow; 0 when the module is not metered
 * @param peakMemoryBytes most linear memory held at once
 * @param wallNanos from the start of the guest to its end
 * @param cpuNanos CPU time of the guest's thread; 0 where the JVM does not measure it
 * @param queueNanos waiting for a place and for memory before the start
 * @param stdinBytes bytes the guest read
 * @param stdoutBytes bytes the guest wrote and that were kept
 * @param stderrBytes bytes the guest wrote and that were kept
 * @param hostCalls calls of host functions
 * @param peakStackUnits deepest nesting of calls, in the units of {@link SandboxLimits}: the same each time, and on each engine
 */
public record Usage(
        long fuelUnits,
        int fuelSchedule,
        long peakMemoryBytes,
        long wallNanos,
        long cpuNanos,
        long queueNanos,
        long stdinBytes,
        long stdoutBytes,
        long stderrBytes,
        long hostCalls,
        long peakStackUnits) {
    /** Of a run in which no guest code ran. */
    public static final Usage NONE = queued(0);

    static Usage queued(long queueNanos) {
        return new Usage(0, 0, 0, 0, 0, queueNanos, 0, 0, 0, 0, 0);
    }

    /** Of a guest that nobody could wait for: whatever it was allowed to use. */
    static Usage abandoned(long fuelUnits, long memoryBytes, long queueNanos) {
        return new Usage(fuelUnits, FuelRewriter.SCHEDULE, memoryBytes, 0, 0, queueNanos, 0, 0, 0, 0, 0);
    }
}
