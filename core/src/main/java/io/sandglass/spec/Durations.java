package io.sandglass.spec;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people write them on command lines and in settings: {@code 500ms}, {@code 30s}, {@code 1h30m} or
 * {@code 7d}, or as ISO-8601 has them. Workflow documents know ISO-8601 alone, so that every program reads them alike.
 */
public final class Durations {
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})MS");
    private static final Pattern PARTS =
            Pattern.compile("(\\d{1,9}D)?((?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,9})?S)?)");

    private Durations() {}

    /**
     * Reads one; a blank between a number and its unit, and small letters, do no harm.
     *
     * @return not negative, and at most 36,500 days
     * @throws IllegalArgumentException if it is none; the message says how to write one
     */
    public static Duration parse(String text) {
        try {
            Duration duration = read(text.replace(" ", "").toUpperCase(Locale.ROOT));
            if (!duration.isNegative()) {
                return inRange(text, duration);
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    private static Duration inRange(String text, Duration duration) {
        if (duration.compareTo(Shapes.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + Section.shown(text) + "' is too long; write at most " + Shapes.LONGEST.toDays() + "d");
        }
        return duration;
    }

    private static Duration read(String upper) {
        Matcher millis = MILLIS.matcher(upper);
        if (millis.matches()) {
            return Duration.ofMillis(Long.parseLong(millis.group(1)));
        }
        Matcher parts = PARTS.matcher(upper);
        return Duration.parse(parts.matches() ? iso(parts) : upper);
    }

    private static String iso(Matcher parts) {
        String days = parts.group(1) == null ? "" : parts.group(1);
        String time = parts.group(2);
        return "P" + days + (time.isEmpty() ? "" : "T" + time);
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "'" + Section.shown(text) + "' is not a duration; write it as in 500ms, 30s, 10m, 12h or 30d", cause);
    }
}
