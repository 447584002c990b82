package io.sandglass.history;

/**
 * A promise that was not kept.
 *
 * @param rule a letter and a few words
 */
public record Violation(String rule, String message) {
    @Override
    public String toString() {
        return rule + ": " + message;
    }
}
