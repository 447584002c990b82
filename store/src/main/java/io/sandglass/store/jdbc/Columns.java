package io.sandglass.store.jdbc;

/** How long the texts are that columns take, and how longer ones are cut. Events keep them whole. */
final class Columns {
    /** Ids, names and codes. */
    static final int NAME = 255;

    /** Reasons and errors. */
    static final int SENTENCE = 4_000;

    /** Log lines, which come cut already, and what people read at length. */
    static final int TEXT = 1_000_000;

    private Columns() {}

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
