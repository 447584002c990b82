package io.sandglass.engine.failure;

/** Makes one printable line of any text. */
public final class OneLine {
    private static final String CUT = "...";

    private OneLine() {}

    /**
     * Escapes control characters and cuts what is too long.
     *
     * @param most characters of the text that are kept
     */
    public static String of(String text, int most) {
        boolean fits = text.length() <= most;
        String kept =
                fits ? text : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
        StringBuilder line = new StringBuilder(kept.length() + CUT.length());
        kept.chars().forEach(c -> append(line, (char) c));
        return fits ? line.toString() : line.append(CUT).toString();
    }

    private static void append(StringBuilder line, char c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> appendOther(line, c);
        }
    }

    private static void appendOther(StringBuilder line, char c) {
        boolean separator = c == '\u2028' || c == '\u2029';
        if (separator || Character.isISOControl(c)) {
            line.append(String.format("\\u%04x", (int) c));
        } else {
            line.append(c);
        }
    }
}
