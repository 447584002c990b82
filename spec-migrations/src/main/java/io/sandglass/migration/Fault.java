package io.sandglass.migration;

/** What is wrong and what to do, not yet bound to a place. The codes are listed in docs/reference/problems.md. */
record Fault(String code, String reason, String remedy) {
    private static final int LONGEST_QUOTE = 60;

    static Fault tooMany(int most) {
        return new Fault(
                "TOO_MANY_PROBLEMS", "more than " + most + " problems; the rest is not listed", "fix these first");
    }

    static Fault syntax(String reason, String remedy) {
        return new Fault("SYNTAX", reason, remedy);
    }

    /** Text of the document as a message may show it: short, on one line, in single quotes. */
    static String quote(String text) {
        var shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        return "'" + shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + "'";
    }
}
