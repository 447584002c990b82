package io.sandglass.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a sandbox is set up.
 *
 * @param cacheDirectory where compiled modules are kept between processes; none if empty
 * @param maxConcurrentGuests guests that run at once; more wait. Each may touch {@link #STACK_BYTES_A_GUEST} of stack beside
 *     the heap
 * @param memoryBudgetBytes heap promised to all running guests together, for memory, files and streams; more wait, and a
 *     guest whose memory and files may be more than all of it is refused
 * @param clock the time of day that guests see
 * @param random what guests' random bytes come from; must be thread-safe
 * @param compiling how modules become code
 */
public record SandboxSettings(
        Optional<Path> cacheDirectory,
        int maxConcurrentGuests,
        long memoryBudgetBytes,
        Clock clock,
        RandomGenerator random,
        Compiling compiling) {
    /** The most of its thread's stack that a guest touches, which calls as deep as {@link SandboxLimits} let it. */
    public static final long STACK_BYTES_A_GUEST = 32L << 20;

    /** @throws IllegalArgumentException if a number is not positive */
    public SandboxSettings {
        if (maxConcurrentGuests <= 0) {
            throw new IllegalArgumentException("maxConcurrentGuests must be positive, but is " + maxConcurrentGuests);
        }
        if (memoryBudgetBytes <= 0) {
            throw new IllegalArgumentException("memoryBudgetBytes must be positive, but is " + memoryBudgetBytes);
        }
    }

    /**
     * No cache; half the heap for the memory of guests; twice as many guests as processors, at least four, but no more than
     * their stacks have room for in half of the machine's memory that the heap leaves.
     */
    public static SandboxSettings defaults() {
        Runtime runtime = Runtime.getRuntime();
        return new SandboxSettings(
                Optional.empty(),
                Math.min(
                        Math.max(4, 2 * runtime.availableProcessors()),
                        HostMemory.stacks(runtime.maxMemory(), HostMemory.totalBytes())),
                defaultMemoryBudgetBytes(),
                Clock.systemUTC(),
                new SystemRandom(),
                Compiling.DEFAULTS);
    }

    /** Half the heap. */
    public static long defaultMemoryBudgetBytes() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    /** What the stacks of all guests at once may take beside the heap. */
    public long stackBytes() {
        return maxConcurrentGuests * STACK_BYTES_A_GUEST;
    }

    /** The same with compiled modules kept in a directory, which is made if missing. */
    public SandboxSettings withCacheDirectory(Path directory) {
        return new SandboxSettings(
                Optional.of(directory), maxConcurrentGuests, memoryBudgetBytes, clock, random, compiling);
    }

    /** The same for another number of guests at once. */
    public SandboxSettings withMaxConcurrentGuests(int guests) {
        return new SandboxSettings(cacheDirectory, guests, memoryBudgetBytes, clock, random, compiling);
    }

    /** The same with another memory budget, in bytes. */
    public SandboxSettings withMemoryBudgetBytes(long bytes) {
        return new SandboxSettings(cacheDirectory, maxConcurrentGuests, bytes, clock, random, compiling);
    }

    /** The same with another time of day and other randomness for guests. */
    public SandboxSettings withWorld(Clock guestClock, RandomGenerator guestRandom) {
        return new SandboxSettings(
                cacheDirectory, maxConcurrentGuests, memoryBudgetBytes, guestClock, guestRandom, compiling);
    }

    /** The same with modules made into code otherwise. */
    public SandboxSettings withCompiling(Compiling other) {
        return new SandboxSettings(cacheDirectory, maxConcurrentGuests, memoryBudgetBytes, clock, random, other);
    }
}
