package io.sandglass.app;

/** The {@code sandglass.yaml} of a home is wrong; the message says where and what to do. */
public final class WrongSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongSettings(String message) {
        super(message);
    }

    WrongSettings(String message, Throwable cause) {
        super(message, cause);
    }
}
