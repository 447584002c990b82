package io.sandglass.migration;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One thing wrong with a document: what, where, and what to do.
 *
 * @param code stable and in capitals, such as {@code DUPLICATE_KEY}; {@code docs/reference/problems.md} lists them
 * @param pointer JSON pointer (RFC 6901) into the document as written; empty for the whole document
 * @param position where in the text
 * @param reason one clause saying what is wrong, without a full stop
 * @param remedy one clause saying what to do, without a full stop; never empty
 */
public record SpecProblem(String code, String pointer, Position position, String reason, String remedy) {
    /** In the order of the text. */
    public static final Comparator<SpecProblem> BY_POSITION = Comparator.comparingInt(
                    (SpecProblem problem) -> problem.position().line())
            .thenComparingInt(problem -> problem.position().column())
            .thenComparing(SpecProblem::code);

    public SpecProblem {
        requireNonNull(code, "code");
        requireNonNull(pointer, "pointer");
        requireNonNull(position, "position");
        requireNonNull(reason, "reason");
        requireNonNull(remedy, "remedy");
    }

    /** {@code 12:5 DUPLICATE_KEY: reason; remedy}. */
    @Override
    public String toString() {
        return position + " " + code + ": " + reason + "; " + remedy;
    }
}
