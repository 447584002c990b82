package io.sandglass.plugin.host;

import java.util.Arrays;
import java.util.Comparator;

/** A version in numbers, so that 1.10.0 is newer than 1.9.0. */
record Version(int major, int minor, int patch) implements Comparable<Version> {
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    /** From one to three parts; what is not given is zero. */
    static Version of(int... parts) {
        int[] all = Arrays.copyOf(parts, 3);
        return new Version(all[0], all[1], all[2]);
    }

    /** The version of a node type, {@code major.minor.patch}. */
    static Version parse(String text) {
        return of(Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray());
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }
}
