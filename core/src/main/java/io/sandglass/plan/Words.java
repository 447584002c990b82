package io.sandglass.plan;

/** Words of authors in messages. */
final class Words {
    private static final int LONGEST = 130;

    private Words() {}

    /** The text, or its beginning, without control characters. */
    static String shown(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.replaceAll("\\p{C}", "?");
    }
}
