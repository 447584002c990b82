package io.sandglass.spec;

import io.sandglass.migration.Position;
import java.util.stream.IntStream;

/**
 * Finds a character of a string's value in the text of the document. Follows plain and quoted strings on one line and
 * literal blocks; for all others, and for strings that a migration rewrote, the place of the whole string must do.
 */
final class ScalarText {
    private final String document;
    private final int[] lineStarts;

    ScalarText(String document) {
        this.document = document;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, document.length())
                                .filter(at -> document.charAt(at) == '\n')
                                .map(at -> at + 1))
                .toArray();
    }

    /** Where a character of a string's value stands, if the string begins at a position. */
    Position locate(Position start, String value, int offset) {
        int from = offsetOf(start);
        if (from >= document.length()) {
            return start;
        }
        char first = document.charAt(from);
        if (first == '|') {
            return inBlock(start, value, offset);
        }
        boolean quoted = first == '"' || first == '\'';
        int width = quoted ? quotedWidth(from, value, offset) : plainWidth(from, value, offset);
        return width < 0 ? start : new Position(start.line(), start.column() + width);
    }

    private int plainWidth(int from, String value, int offset) {
        return document.startsWith(value.substring(0, offset), from) ? offset : -1;
    }

    private int quotedWidth(int from, String value, int offset) {
        char quote = document.charAt(from);
        int at = from + 1;
        for (int done = 0; done < offset; done++) {
            int next = at < document.length() ? next(at, quote) : -1;
            boolean same = next - at != 1 || document.charAt(at) == value.charAt(done);
            if (next < 0 || !same) {
                return -1;
            }
            at = next;
        }
        return at - from;
    }

    /** Just after one character of a quoted string; negative where the line ends or a rare escape stands. */
    private int next(int at, char quote) {
        char c = document.charAt(at);
        if (c == '\n' || c == '\r') {
            return -1;
        }
        if (quote == '\'' || c != '\\') {
            return at + (c == '\'' && quote == c ? 2 : 1);
        }
        char escaped = at + 1 < document.length() ? document.charAt(at + 1) : '\n';
        if (escaped == 'u') {
            return at + 6;
        }
        return "\"\\/bfnrt".indexOf(escaped) >= 0 ? at + 2 : -1;
    }

    private Position inBlock(Position start, String value, int offset) {
        int line =
                (int) value.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - (value.lastIndexOf('\n', offset - 1) + 1);
        String wanted = value.substring(offset - column).lines().findFirst().orElse("");
        int text = start.line() + line;
        if (text >= lineStarts.length) {
            return start;
        }
        int at = lineStarts[text];
        int end = document.indexOf('\n', at);
        String found = document.substring(at, end < 0 ? document.length() : end);
        int indent = found.indexOf(wanted);
        boolean same = indent >= 0 && found.substring(0, indent).isBlank();
        return same ? new Position(text + 1, indent + column + 1) : start;
    }

    private int offsetOf(Position position) {
        return position.line() > lineStarts.length
                ? document.length()
                : lineStarts[position.line() - 1] + position.column() - 1;
    }
}
