package io.sandglass.run;

/** Random numbers that are the same every time: drawn from a run, a node and a number. */
public final class RunRandom {
    private RunRandom() {}

    /** Spread evenly over all longs. */
    static long of(RunId run, String node, int number) {
        return mix(mix(run.value() ^ (long) node.hashCode() << 32) + number);
    }

    /** Spread evenly from 0 (included) to 1 (not included). */
    public static double unit(RunId run, String node, int number) {
        return (of(run, node, number) >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
