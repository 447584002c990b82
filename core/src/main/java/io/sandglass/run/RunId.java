package io.sandglass.run;

import java.time.Duration;
import java.time.Instant;

/**
 * Names a run: a positive 63-bit number whose upper bits are the time of the launch, so that later runs sort after
 * earlier ones ({@code millis << 22 | node << 12 | counter}, the milliseconds counted from {@link #EPOCH}, which makes
 * them last until 2094), shown in base 32.
 */
public record RunId(long value) implements Comparable<RunId> {
    /** Where the milliseconds in an id count from. */
    public static final Instant EPOCH = Instant.parse("2025-01-01T00:00:00Z");

    private static final int TIME_SHIFT = 22;
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's: no i, l, o, u
    private static final int LENGTH = 13;

    public RunId {
        if (value <= 0) {
            throw new IllegalArgumentException("a run id must be positive, but is " + value);
        }
    }

    /** @throws IllegalArgumentException if the text is not 13 digits of base 32 */
    public static RunId parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("a run id has " + LENGTH + " characters, but this has " + text.length());
        }
        long value = 0;
        for (char c : text.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
            int digit = DIGITS.indexOf(c);
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "a run id has only the characters " + DIGITS + ", but this has " + c);
            }
            value = value << 5 | digit;
        }
        return new RunId(value);
    }

    /**
     * The first id of a millisecond, by node 0.
     *
     * @param at an instant before the epoch counts as the first millisecond after it
     */
    public static RunId firstAt(Instant at) {
        return new RunId(Math.max(1, Duration.between(EPOCH, at).toMillis()) << TIME_SHIFT);
    }

    /** When it was given, by the clock of then; to the millisecond. */
    public Instant at() {
        return EPOCH.plusMillis(value >>> TIME_SHIFT);
    }

    @Override
    public int compareTo(RunId other) {
        return Long.compare(value, other.value);
    }

    /** Always 13 characters. */
    @Override
    public String toString() {
        char[] text = new char[LENGTH];
        long rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
