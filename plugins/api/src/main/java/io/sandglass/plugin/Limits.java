package io.sandglass.plugin;

import java.time.Duration;

/**
 * Hard caps of one attempt.
 *
 * @param fuelUnits units of the fuel schedule; counts only for node types that are metered
 * @param memoryBytes linear memory of a guest
 * @param wall longest time the guest itself may run
 * @param inputBytes largest input, as JSON
 * @param outputBytes largest output, as JSON
 * @param logBytes most log text
 * @param scratchBytes most bytes of files that a guest may write; 0 for none
 * @param values most values in an input or an output, as {@link Payload#holdsMoreThan} counts them
 */
public record Limits(
        long fuelUnits,
        long memoryBytes,
        Duration wall,
        long inputBytes,
        long outputBytes,
        long logBytes,
        long scratchBytes,
        long values) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long VALUES = 500_000;

    /** What holds when neither the workflow nor the administrator says otherwise. */
    public static final Limits DEFAULT =
            new Limits(5_000_000_000L, 64 * MIB, Duration.ofSeconds(10), 8 * MIB, 8 * MIB, 256 * KIB);

    public Limits {
        requirePositive("fuelUnits", fuelUnits);
        requirePositive("memoryBytes", memoryBytes);
        requirePositive("wall", wall.toNanos());
        requirePositive("inputBytes", inputBytes);
        requirePositive("outputBytes", outputBytes);
        requirePositive("logBytes", logBytes);
        requirePositive("values", values);
        if (scratchBytes < 0) {
            throw new IllegalArgumentException("scratchBytes must not be negative, but is " + scratchBytes);
        }
    }

    /** Without files that a guest may write, and with as many values as there may be by default. */
    public Limits(long fuelUnits, long memoryBytes, Duration wall, long inputBytes, long outputBytes, long logBytes) {
        this(fuelUnits, memoryBytes, wall, inputBytes, outputBytes, logBytes, 0, VALUES);
    }

    /** The same with so much fuel. */
    public Limits withFuel(long units) {
        return new Limits(units, memoryBytes, wall, inputBytes, outputBytes, logBytes, scratchBytes, values);
    }

    /** The smaller of each pair of caps: what a workflow asks for under what an administrator allows. */
    public Limits min(Limits cap) {
        return new Limits(
                Math.min(fuelUnits, cap.fuelUnits),
                Math.min(memoryBytes, cap.memoryBytes),
                wall.compareTo(cap.wall) <= 0 ? wall : cap.wall,
                Math.min(inputBytes, cap.inputBytes),
                Math.min(outputBytes, cap.outputBytes),
                Math.min(logBytes, cap.logBytes),
                Math.min(scratchBytes, cap.scratchBytes),
                Math.min(values, cap.values));
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
