package io.sandglass.migration;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A text whose offsets (UTF-16 units, from 0) can be told as line and column. Lines end in LF, CR or CR LF. */
final class SourceText {
    private final String text;
    private final int[] lineStarts;

    SourceText(String text) {
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length()).filter(this::endsLine).map(i -> i + 1))
                .toArray();
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

    private boolean endsLine(int index) {
        var c = text.charAt(index);
        return c == '\n' || c == '\r' && !(index + 1 < text.length() && text.charAt(index + 1) == '\n');
    }
}
