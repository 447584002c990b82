package io.sandglass.benchmarks.host;

/** When the code of the last stamping task began, for those who wait for its end. Thread-safe. */
public final class Moment {
    private static volatile long nanos;

    private Moment() {}

    /** The first line of a stamping task. */
    public static void stamp() {
        nanos = System.nanoTime();
    }

    /** By {@link System#nanoTime}. */
    public static long last() {
        return nanos;
    }
}
