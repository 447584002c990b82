package io.sandglass.migration;

import java.util.Arrays;

/** A text whose offsets (UTF-16 units, from 0) can be given as line and column. Lines end in LF, CR or CR LF. */
final class SourceText {
    private final String text;
    private final int[] lineStarts;

    SourceText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    String text() {
        return text;
    }

    Position position(int offset) {
        var within = Math.max(0, Math.min(offset, text.length()));
        var found = Arrays.binarySearch(lineStarts, within);
        var line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, within - lineStarts[line] + 1);
    }

    private static int[] lineStarts(String text) {
        var starts = new int[16];
        var lines = 1;
        for (var index = 0; index < text.length(); index++) {
            if (endsLine(text, index)) {
                starts = lines < starts.length ? starts : Arrays.copyOf(starts, 2 * lines);
                starts[lines++] = index + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    private static boolean endsLine(String text, int index) {
        var c = text.charAt(index);
        return c == '\n' || c == '\r' && !(index + 1 < text.length() && text.charAt(index + 1) == '\n');
    }
}
