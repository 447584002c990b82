package io.sandglass.sandbox;

import java.time.Duration;

/**
 * Hard caps of one run.
 *
 * @param fuelUnits work, in units of the fuel schedule
 * @param memoryBytes linear memory over all memories of the guest
 * @param wall time from the start of the guest to its end; waiting for a place does not count
 * @param stdinBytes largest standard input
 * @param stdoutBytes most standard output; more ends the run
 * @param stderrBytes most standard error; more is dropped
 * @param tableEntries entries over all tables of the guest
 * @param hostCalls calls of host functions
 * @param stackUnits depth of calls; each takes 2, and one more for each four parameters and locals of the caller; calls
 *     that surely lead less than 200 units down take none
 * @param files caps on files
 */
public record SandboxLimits(
        long fuelUnits,
        long memoryBytes,
        Duration wall,
        long stdinBytes,
        long stdoutBytes,
        long stderrBytes,
        int tableEntries,
        long hostCalls,
        int stackUnits,
        FileLimits files) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** What holds unless something else is asked for. */
    public static final SandboxLimits DEFAULTS = new SandboxLimits(
            5_000_000_000L, 64 * MIB, Duration.ofSeconds(10), 8 * MIB, 8 * MIB, 256 * KIB, 20_000, 10_000, 20_000);

    /** @throws IllegalArgumentException if a cap is not positive */
    public SandboxLimits {
        requirePositive("fuelUnits", fuelUnits);
        requirePositive("memoryBytes", memoryBytes);
        requirePositive("wall", wall.toNanos());
        requirePositive("stdinBytes", stdinBytes);
        requirePositive("stdoutBytes", stdoutBytes);
        requirePositive("stderrBytes", stderrBytes);
        requirePositive("tableEntries", tableEntries);
        requirePositive("hostCalls", hostCalls);
        requirePositive("stackUnits", stackUnits);
    }

    /** Caps with the default ones on files: no scratch space. */
    public SandboxLimits(
            long fuelUnits,
            long memoryBytes,
            Duration wall,
            long stdinBytes,
            long stdoutBytes,
            long stderrBytes,
            int tableEntries,
            long hostCalls,
            int stackUnits) {
        this(
                fuelUnits,
                memoryBytes,
                wall,
                stdinBytes,
                stdoutBytes,
                stderrBytes,
                tableEntries,
                hostCalls,
                stackUnits,
                FileLimits.DEFAULTS);
    }

    /** The same with other work allowed. */
    public SandboxLimits withFuelUnits(long units) {
        return new SandboxLimits(
                units,
                memoryBytes,
                wall,
                stdinBytes,
                stdoutBytes,
                stderrBytes,
                tableEntries,
                hostCalls,
                stackUnits,
                files);
    }

    /** The same with other memory. */
    public SandboxLimits withMemoryBytes(long bytes) {
        return new SandboxLimits(
                fuelUnits,
                bytes,
                wall,
                stdinBytes,
                stdoutBytes,
                stderrBytes,
                tableEntries,
                hostCalls,
                stackUnits,
                files);
    }

    /** The same with another wall time. */
    public SandboxLimits withWall(Duration time) {
        return new SandboxLimits(
                fuelUnits,
                memoryBytes,
                time,
                stdinBytes,
                stdoutBytes,
                stderrBytes,
                tableEntries,
                hostCalls,
                stackUnits,
                files);
    }

    /** The same with other caps on the standard streams. */
    public SandboxLimits withStreams(long stdin, long stdout, long stderr) {
        return new SandboxLimits(
                fuelUnits, memoryBytes, wall, stdin, stdout, stderr, tableEntries, hostCalls, stackUnits, files);
    }

    /** The same with another depth of calls. */
    public SandboxLimits withStackUnits(int units) {
        return new SandboxLimits(
                fuelUnits,
                memoryBytes,
                wall,
                stdinBytes,
                stdoutBytes,
                stderrBytes,
                tableEntries,
                hostCalls,
                units,
                files);
    }

    /** The same with other caps on files. */
    public SandboxLimits withFiles(FileLimits other) {
        return new SandboxLimits(
                fuelUnits,
                memoryBytes,
                wall,
                stdinBytes,
                stdoutBytes,
                stderrBytes,
                tableEntries,
                hostCalls,
                stackUnits,
                other);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
