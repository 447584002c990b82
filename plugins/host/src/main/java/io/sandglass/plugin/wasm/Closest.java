package io.sandglass.plugin.wasm;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word was meant by a misspelt one: as documents do it, whose code plugins cannot see. */
final class Closest {
    private Closest() {}

    /** {@code ; did you mean 'fuel'?}, or which words there are if none is close. */
    static String hint(String word, Collection<String> known) {
        Optional<String> guess = known.stream()
                .filter(candidate ->
                        distance(word, candidate) <= Math.max(candidate.length() < 4 ? 1 : 2, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
        return guess.map(meant -> "; did you mean '" + meant + "'?").orElse("; known are " + known);
    }

    /** Levenshtein's, with two rows. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[b.length()];
    }
}
