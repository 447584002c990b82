package io.sandglass.store.journal;

import java.util.Optional;

/** One file of the journal, named after the seq of its first entry. */
record Segment(long first) implements Comparable<Segment> {
    /** A file that is not a segment yet, because its beginning may not be on the disk. */
    static final String DRAFT = "next.draft";

    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 20;

    static Optional<Segment> named(String name) {
        if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Segment(Long.parseLong(name.substring(0, DIGITS))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String name() {
        String digits = Long.toString(first);
        return "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
    }

    @Override
    public int compareTo(Segment other) {
        return Long.compare(first, other.first);
    }
}
