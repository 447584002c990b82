package io.sandglass.migration;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The "did you mean" of error messages.
 *
 * <p>Stateless; safe from any thread. The work is bounded: words over {@value #LONGEST} characters get no suggestion,
 * and at most {@value #MOST} candidates of a fitting length are looked at.
 */
public final class Suggestion {
    private static final int LONGEST = 128;
    private static final int MOST = 10_000;
    private static final int FARTHEST = 3;

    private Suggestion() {}

    /**
     * The candidate nearest to a word, regardless of case: at most one slip (a letter more, less, other, or two
     * swapped) per three letters, and never more than three. Of equally near ones the first wins.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        var cap = Math.min(FARTHEST, Math.max(1, word.length() / 3));
        var wanted = word.toLowerCase(Locale.ROOT);
        Optional<String> best = Optional.empty();
        var bestDistance = cap + 1;
        var looked = 0;
        for (var candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) > cap || candidate.length() < 2) {
                continue;
            }
            if (looked++ >= MOST || bestDistance == 0) {
                break;
            }
            var distance = EditDistance.within(bestDistance - 1, wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /** {@code did you mean 'x'?} if something is near, otherwise the fallback. */
    public static String orElse(String word, Collection<String> candidates, String fallback) {
        return nearest(word, candidates)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(fallback);
    }
}
