package io.sandglass.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Hard caps of one run; begin with {@link #DEFAULTS} and change what should be different.
 *
 * <pre>{@code
 * SandboxLimits limits = SandboxLimits.DEFAULTS.withFuelUnits(50_000_000).withWall(Duration.ofSeconds(2));
 * }</pre>
 *
 * @param fuelUnits work, in units of the fuel schedule
 * @param wall time from the start of the guest to its end; waiting for a place does not count
 * @param space caps on memory, files included
 * @param streams caps on the standard streams
 * @param calls caps on calls
 */
public record SandboxLimits(long fuelUnits, Duration wall, Space space, Streams streams, Calls calls) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** So deep may guests be allowed to call: what their threads have room for. */
    public static final int MOST_STACK_UNITS = 20_000;

    /** What holds unless something else is asked for; no scratch space. */
    public static final SandboxLimits DEFAULTS = new SandboxLimits(
            5_000_000_000L,
            Duration.ofSeconds(10),
            new Space(64 * MIB, 20_000, FileLimits.DEFAULTS),
            new Streams(8 * MIB, 8 * MIB, 256 * KIB),
            new Calls(10_000, MOST_STACK_UNITS));

    /** @throws IllegalArgumentException if a cap is not positive */
    public SandboxLimits {
        requirePositive("fuelUnits", fuelUnits);
        requirePositive("wall", TimeUnit.NANOSECONDS.convert(wall));
        requireNonNull(space, "space");
        requireNonNull(streams, "streams");
        requireNonNull(calls, "calls");
    }

    /**
     * Caps on memory.
     *
     * @param memoryBytes linear memory over all memories of the guest
     * @param tableEntries entries over all tables of the guest
     * @param files the files of the guest, which are held in memory of the host
     */
    public record Space(long memoryBytes, int tableEntries, FileLimits files) {
        public Space {
            requirePositive("memoryBytes", memoryBytes);
            requirePositive("tableEntries", tableEntries);
            requireNonNull(files, "files");
        }
    }

    /**
     * Caps on the standard streams.
     *
     * @param stdinBytes largest standard input
     * @param stdoutBytes most standard output; more ends the run
     * @param stderrBytes most standard error; more is dropped
     */
    public record Streams(long stdinBytes, long stdoutBytes, long stderrBytes) {
        public Streams {
            requirePositive("stdinBytes", stdinBytes);
            requirePositive("stdoutBytes", stdoutBytes);
            requirePositive("stderrBytes", stderrBytes);
        }
    }

    /**
     * Caps on calls.
     *
     * @param hostCalls calls of host functions
     * @param stackUnits depth of calls; each takes 2, and one more for each four parameters and locals of the caller and for
     *     each sixteen operands it holds, and each 256 of its instructions; calls that surely lead less than 200 units down
     *     take none; at most {@value #MOST_STACK_UNITS}
     */
    public record Calls(long hostCalls, int stackUnits) {
        public Calls {
            requirePositive("hostCalls", hostCalls);
            requirePositive("stackUnits", stackUnits);
            if (stackUnits > MOST_STACK_UNITS) {
                throw new IllegalArgumentException("stackUnits is over " + MOST_STACK_UNITS + ": " + stackUnits);
            }
        }
    }

    /** See {@link Space}. */
    public long memoryBytes() {
        return space.memoryBytes;
    }

    /** See {@link Space}. */
    public int tableEntries() {
        return space.tableEntries;
    }

    /** See {@link Space}. */
    public FileLimits files() {
        return space.files;
    }

    /** See {@link Streams}. */
    public long stdinBytes() {
        return streams.stdinBytes;
    }

    /** See {@link Streams}. */
    public long stdoutBytes() {
        return streams.stdoutBytes;
    }

    /** See {@link Streams}. */
    public long stderrBytes() {
        return streams.stderrBytes;
    }

    /** See {@link Calls}. */
    public long hostCalls() {
        return calls.hostCalls;
    }

    /** See {@link Calls}. */
    public int stackUnits() {
        return calls.stackUnits;
    }

    /** The same with other work allowed. */
    public SandboxLimits withFuelUnits(long units) {
        return new SandboxLimits(units, wall, space, streams, calls);
    }

    /** The same with another wall time. */
    public SandboxLimits withWall(Duration time) {
        return new SandboxLimits(fuelUnits, time, space, streams, calls);
    }

    /** The same with other memory. */
    public SandboxLimits withMemoryBytes(long bytes) {
        return withSpace(new Space(bytes, space.tableEntries, space.files));
    }

    /** The same with other tables. */
    public SandboxLimits withTableEntries(int entries) {
        return withSpace(new Space(space.memoryBytes, entries, space.files));
    }

    /** The same with other caps on the standard streams. */
    public SandboxLimits withStreams(long stdin, long stdout, long stderr) {
        return new SandboxLimits(fuelUnits, wall, space, new Streams(stdin, stdout, stderr), calls);
    }

    /** The same with another number of host calls. */
    public SandboxLimits withHostCalls(long most) {
        return withCalls(new Calls(most, calls.stackUnits));
    }

    /** The same with another depth of calls. */
    public SandboxLimits withStackUnits(int units) {
        return withCalls(new Calls(calls.hostCalls, units));
    }

    /** The same with other caps on files. */
    public SandboxLimits withFiles(FileLimits other) {
        return withSpace(new Space(space.memoryBytes, space.tableEntries, other));
    }

    private SandboxLimits withSpace(Space other) {
        return new SandboxLimits(fuelUnits, wall, other, streams, calls);
    }

    private SandboxLimits withCalls(Calls other) {
        return new SandboxLimits(fuelUnits, wall, space, streams, other);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
