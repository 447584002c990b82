package io.sandglass.migration;

import com.fasterxml.jackson.databind.node.TextNode;

/** Which characters a document may hold. */
final class Characters {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Characters() {}

    /** Reports a byte order mark, control characters, lone surrogates and non-characters in the raw text. */
    static void check(String text, Problems problems) {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            problems.add("", 0, DocumentFaults.byteOrderMark());
        }
        for (var offset = 0; offset < text.length() && !problems.hopeless(); ) {
            var codePoint = text.codePointAt(offset);
            if (!isAllowed(codePoint)) {
                problems.add("", offset, DocumentFaults.controlCharacter(codePoint));
            }
            offset += Character.charCount(codePoint);
        }
    }

    /** Refuses what an escape smuggled into a string and no store or log could keep: NUL and lone surrogates. */
    static Scalar string(String text) {
        for (var offset = 0; offset < text.length(); ) {
            var codePoint = text.codePointAt(offset);
            if (codePoint == 0 || isLoneSurrogate(codePoint)) {
                return Scalar.refused(DocumentFaults.forbiddenInString(codePoint));
            }
            offset += Character.charCount(codePoint);
        }
        return Scalar.of(TextNode.valueOf(text));
    }

    static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= ' ' && !isC1OrDelete(c) && !isLoneSurrogate(c) && c != 0xFFFE && c != 0xFFFF;
    }

    private static boolean isC1OrDelete(int c) {
        return c >= 0x7F && c <= 0x9F;
    }
}
