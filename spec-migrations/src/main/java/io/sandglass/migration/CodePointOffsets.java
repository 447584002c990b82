package io.sandglass.migration;

/** Turns code point indexes into UTF-16 offsets; cheap when asked in about the order of the text. One thread. */
final class CodePointOffsets {
    private final String text;
    private final int total;
    private int codePoint;
    private int offset;

    CodePointOffsets(String text) {
        this.text = text;
        this.total = text.codePointCount(0, text.length());
    }

    int of(int index) {
        var wanted = Math.min(index, total);
        if (total == text.length()) {
            return wanted;
        }
        offset = text.offsetByCodePoints(offset, wanted - codePoint);
        codePoint = wanted;
        return offset;
    }
}
