package io.sandglass.sandbox.engine;

/**
 * Thrown by a host function to end the guest; engines let it through untouched.
 *
 * <p>Carries no stack trace: it is thrown on ordinary exits.
 */
public abstract class GuestStop extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected GuestStop(String message) {
        super(message, null, false, false);
    }

    protected GuestStop(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
