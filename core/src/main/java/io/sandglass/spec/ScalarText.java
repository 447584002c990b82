package io.sandglass.spec;

import io.sandglass.migration.Position;

/**
 * Finds a character of a string's value in the text of the document. Follows plain and quoted strings on one line and
 * literal blocks; for all others, and for strings that a migration rewrote, the place of the whole string must do.
 */
final class ScalarText {
    private ScalarText() {}

    static Position locate(String document, Position start, String value, int offset) {
        int from = offsetOf(document, start);
        if (from >= document.length()) {
            return start;
        }
        char first = document.charAt(from);
        if (first == '|') {
            return inBlock(document, start, from, value, offset);
        }
        boolean quoted = first == '"' || first == '\'';
        int width = quoted ? quotedWidth(document, from, value, offset) : plainWidth(document, from, value, offset);
        return width < 0 ? start : new Position(start.line(), start.column() + width);
    }

    private static int plainWidth(String document, int from, String value, int offset) {
        return document.startsWith(value.substring(0, offset), from) ? offset : -1;
    }

    private static int quotedWidth(String document, int from, String value, int offset) {
        char quote = document.charAt(from);
        int at = from + 1;
        for (int done = 0; done < offset; done++) {
            int next = at < document.length() ? next(document, at, quote) : -1;
            boolean same = next - at != 1 || document.charAt(at) == value.charAt(done);
            if (next < 0 || !same) {
                return -1;
            }
            at = next;
        }
        return at - from;
    }

    /** Just after one character of a quoted string; negative where the line ends or a rare escape stands. */
    private static int next(String document, int at, char quote) {
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

    private static Position inBlock(String document, Position start, int from, String value, int offset) {
        int line =
                (int) value.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - (value.lastIndexOf('\n', offset - 1) + 1);
        String wanted = value.substring(offset - column).lines().findFirst().orElse("");
        int at = from;
        for (int skipped = 0; skipped <= line; skipped++) {
            at = document.indexOf('\n', at) + 1;
            if (at == 0) {
                return start;
            }
        }
        int end = document.indexOf('\n', at);
        String found = document.substring(at, end < 0 ? document.length() : end);
        int indent = found.indexOf(wanted);
        boolean same = indent >= 0 && found.substring(0, indent).isBlank();
        return same ? new Position(start.line() + 1 + line, indent + column + 1) : start;
    }

    private static int offsetOf(String document, Position position) {
        int at = 0;
        for (int line = 1; line < position.line(); line++) {
            at = document.indexOf('\n', at) + 1;
            if (at == 0) {
                return document.length();
            }
        }
        return at + position.column() - 1;
    }
}
