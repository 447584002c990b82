package io.sandglass.sandbox.torture;

import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxResult;

/**
 * How a run ended, or must end.
 *
 * @param word an {@link Outcome}; {@code REFUSED} by the policy, before any library saw the bytes; {@code INVALID} to the
 *     engine
 * @param detail kind of the fault, exit code, or the words of a refusal
 */
record Ended(String word, String detail) {
    static final String REFUSED = "REFUSED";
    static final String INVALID = "INVALID";

    private static final String BY_POLICY = "the module is refused: ";
    private static final int SHORT = 60;

    /** The word, and behind a space the detail; without it, any will do. */
    static Ended parse(String text) {
        String[] parts = text.split(" ", 2);
        return new Ended(parts[0], parts.length == 1 ? "" : parts[1]);
    }

    static Ended of(InvalidModule refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith(BY_POLICY)
                ? new Ended(REFUSED, message.substring(BY_POLICY.length()))
                : new Ended(INVALID, message);
    }

    static Ended of(SandboxResult result) {
        return new Ended(result.outcome().name(), detail(result));
    }

    private static String detail(SandboxResult result) {
        if (result.outcome() == Outcome.EXIT_NONZERO) {
            return String.valueOf(result.exitCode());
        }
        return result.fault()
                .map(fault -> result.outcome() == Outcome.LINK_ERROR ? fault.message() : fault.kind())
                .orElse("");
    }

    /** Whether the module must not run at all. */
    boolean beforeTheRun() {
        return word.equals(REFUSED) || word.equals(INVALID);
    }

    /** Whether two runs must use the same fuel: not where the clock has a say in it. */
    boolean repeatable() {
        return !word.equals(Outcome.TIMED_OUT.name()) && !word.equals(Outcome.CANCELLED.name());
    }

    /** Whether this is what was expected. */
    boolean meets(Ended expected) {
        boolean exact = word.equals(Outcome.EXIT_NONZERO.name());
        return word.equals(expected.word)
                && (exact ? detail.equals(expected.detail) : detail.contains(expected.detail));
    }

    @Override
    public String toString() {
        String all = (word + " " + detail).strip();
        return all.length() <= SHORT ? all : all.substring(0, SHORT - 3) + "...";
    }
}
