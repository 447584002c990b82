package io.sandglass.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text of unknown origin fit to print: what would steer the terminal or turn the writing around is shown instead. */
final class Printable {
    /** Control characters of both sets, line and paragraph separators, and what changes the direction of writing. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern STEERING_BUT_LAYOUT =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

    /** From Hangul on there are characters that take two columns. */
    private static final int WIDE_FROM = 0x1100;

    private Printable() {}

    /** One line; breaks are shown as {@code |}. */
    static String line(String text) {
        return escape(STEERING, text.strip().replaceAll("\\s*\\R\\s*", " | "));
    }

    /** With its line breaks and tabs. */
    static String lines(String text) {
        return escape(STEERING_BUT_LAYOUT, text.replace("\r\n", "\n"));
    }

    /** The beginning of a line that takes at most so many columns. */
    static String cut(String line, int columns) {
        if (columns(line) <= columns) {
            return line;
        }
        int taken = 0;
        int end = 0;
        while (end < line.length()) {
            int next = line.codePointAt(end);
            taken += columns(next);
            if (taken > columns - 1) {
                break;
            }
            end += Character.charCount(next);
        }
        return columns < 1 ? "" : line.substring(0, end) + "…";
    }

    /** Columns on a terminal, at most: of a block with wide characters, all are taken for such. */
    static int columns(String line) {
        return line.codePoints().map(Printable::columns).sum();
    }

    private static int columns(int codePoint) {
        return codePoint >= WIDE_FROM && isWide(codePoint) ? 2 : 1;
    }

    /** By blocks that hold any (Unicode's annex 11): dashes, quotes, arrows and boxes stand between them. */
    private static boolean isWide(int codePoint) {
        boolean narrow = codePoint > 0x115F && codePoint < 0x2300
                || codePoint > 0x23FF && codePoint < 0x2600
                || codePoint > 0x27BF && codePoint < 0x2E80;
        return !narrow;
    }

    private static String escape(Pattern what, String text) {
        return what.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "\\u%04x".formatted((int) found.group().charAt(0))));
    }
}
