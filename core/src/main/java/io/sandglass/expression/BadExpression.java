package io.sandglass.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/** Some expression cannot be compiled. Carries every flaw found; never empty. */
public final class BadExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // exceptions are never serialized here
    private final List<Flaw> flaws;

    public BadExpression(List<Flaw> flaws) {
        super(flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n")));
        if (flaws.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one flaw");
        }
        this.flaws = List.copyOf(flaws);
    }

    BadExpression(int offset, String reason, String remedy) {
        this(List.of(new Flaw("", offset, reason, remedy)));
    }

    public List<Flaw> flaws() {
        return flaws;
    }

    /**
     * One thing wrong with an expression.
     *
     * @param pointer JSON pointer from the template's root to the string; empty for the root itself
     * @param offset where in that string, from 0, in UTF-16 units
     * @param reason one clause saying what is wrong
     * @param remedy one clause saying what to do
     */
    public record Flaw(String pointer, int offset, String reason, String remedy) {
        public Flaw {
            requireNonNull(pointer, "pointer");
            requireNonNull(reason, "reason");
            requireNonNull(remedy, "remedy");
        }

        Flaw under(String parent, int shift) {
            return new Flaw(parent + pointer, offset + shift, reason, remedy);
        }

        @Override
        public String toString() {
            return reason + " at character " + (offset + 1) + (pointer.isEmpty() ? "" : " of " + pointer) + "; "
                    + remedy;
        }
    }
}
