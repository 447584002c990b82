package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Why an attempt failed, in a form that retry rules and people can read.
 *
 * @param kind whose turn it is
 * @param code stable and short, words joined by dots, such as {@code Timeout} or {@code Http.503}; retry rules name it
 * @param message one sentence: what happened, where, what to do; no secrets
 * @param retryable whether another attempt could end otherwise
 */
public record NodeFailure(FailureKind kind, String code, String message, boolean retryable) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");

    public NodeFailure {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("code must be words joined by dots, such as Http.503, but is: " + code);
        }
    }

    /** A failure that is retryable as its kind says. */
    public static NodeFailure of(FailureKind kind, String code, String message) {
        return new NodeFailure(kind, code, message, kind == FailureKind.EXTERNAL || kind == FailureKind.INTERNAL);
    }

    /** The same failure, retryable or not. */
    public NodeFailure retryable(boolean retryable) {
        return new NodeFailure(kind, code, message, retryable);
    }
}
