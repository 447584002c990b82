package io.sandglass.sandbox;

import java.time.Duration;

/**
 * How modules become code.
 *
 * @param interpreted whether they are interpreted instead: slower by far, to look into a difference
 * @param limit for one module; what takes longer is refused
 * @param places modules that are compiled at once in this JVM, and as many in others; more wait
 * @param childAboveBytes modules that weigh more, in bytes of ordinary code, are compiled in a JVM of their own, which is killed at the limit;
 *     it needs the JAR files of this library, and {@code bin/java} of this JVM
 * @param childHeapBytes heap of such a JVM
 */
public record Compiling(boolean interpreted, Duration limit, int places, long childAboveBytes, long childHeapBytes) {
    private static final long MIB = 1 << 20;

    /** Compiled within 30 s, two at once; those above 2 MiB of code, two at once as well, in a JVM with a heap of 1 GiB. */
    public static final Compiling DEFAULTS = new Compiling(false, Duration.ofSeconds(30), 2, 2 * MIB, 1024 * MIB);

    /** @throws IllegalArgumentException if a number is out of range */
    public Compiling {
        if (limit.toMillis() <= 0 || places <= 0 || childAboveBytes < 0 || childHeapBytes < MIB) {
            throw new IllegalArgumentException("limit and places must be positive, childAboveBytes not negative, and"
                    + " childHeapBytes at least 1 MiB");
        }
    }

    /** The same, interpreted or not. */
    public Compiling withInterpreted(boolean other) {
        return new Compiling(other, limit, places, childAboveBytes, childHeapBytes);
    }

    /** The same within another time. */
    public Compiling withLimit(Duration other) {
        return new Compiling(interpreted, other, places, childAboveBytes, childHeapBytes);
    }

    /** The same with another bound on what this JVM compiles itself. */
    public Compiling withChildAboveBytes(long bytes) {
        return new Compiling(interpreted, limit, places, bytes, childHeapBytes);
    }

    /**
     * The same without JVMs of their own for large modules: for programs whose JAR files are packed into another. A
     * compilation that takes too long cannot be ended then, and goes on beside what the program does.
     */
    public Compiling withoutChild() {
        return withChildAboveBytes(Long.MAX_VALUE);
    }

    /** The same for another number of modules at once. */
    public Compiling withPlaces(int modules) {
        return new Compiling(interpreted, limit, modules, childAboveBytes, childHeapBytes);
    }

    /** The same with another heap for the JVMs that compile large modules. */
    public Compiling withChildHeapBytes(long bytes) {
        return new Compiling(interpreted, limit, places, childAboveBytes, bytes);
    }
}
