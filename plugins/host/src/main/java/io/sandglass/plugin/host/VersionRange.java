package io.sandglass.plugin.host;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version range as workflows write it: {@code 1} and {@code 1.4} fit all that begin so, {@code 1.4.2} only itself,
 * {@code ^1.4} everything from 1.4.0 up to the next incompatible version (2.0.0; for {@code ^0.3} that is 0.4.0).
 */
record VersionRange(Version from, Version below) {
    private static final Pattern RANGE = Pattern.compile("\\^?\\d{1,6}(\\.\\d{1,6}){0,2}");

    /** Empty if the text is no range. */
    static Optional<VersionRange> parse(String text) {
        if (!RANGE.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean caret = text.startsWith("^");
        int[] parts = Arrays.stream((caret ? text.substring(1) : text).split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
        int bumped = caret ? firstNonZero(parts) : parts.length - 1;
        return Optional.of(new VersionRange(Version.of(parts), Version.of(bump(parts, bumped))));
    }

    boolean fits(Version version) {
        return version.compareTo(from) >= 0 && version.compareTo(below) < 0;
    }

    private static int firstNonZero(int[] parts) {
        int index = 0;
        while (index < parts.length - 1 && parts[index] == 0) {
            index++;
        }
        return index;
    }

    private static int[] bump(int[] parts, int index) {
        int[] next = Arrays.copyOf(parts, index + 1);
        next[index]++;
        return next;
    }
}
