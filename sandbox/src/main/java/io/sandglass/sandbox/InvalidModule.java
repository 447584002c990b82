package io.sandglass.sandbox;

/** Bytes that are no module this sandbox runs; the message says what is wrong with them. */
public final class InvalidModule extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidModule(String message) {
        super(message);
    }

    InvalidModule(String message, Throwable cause) {
        super(message, cause);
    }
}
