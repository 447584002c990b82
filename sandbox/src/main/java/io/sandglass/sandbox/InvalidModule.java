package io.sandglass.sandbox;

/** Bytes that are no module this sandbox runs; the message says what is wrong with them. */
public final class InvalidModule extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean mayPass;

    InvalidModule(String message) {
        super(message);
        this.mayPass = false;
    }

    InvalidModule(String message, Throwable cause) {
        this(message, cause, false);
    }

    private InvalidModule(String message, Throwable cause, boolean mayPass) {
        super(message, cause);
        this.mayPass = mayPass;
    }

    /** A refusal that is as much about the host's load as about the module. */
    static InvalidModule forNow(String message, Throwable cause) {
        return new InvalidModule(message, cause, true);
    }

    /** The same refusal once more, for another caller. */
    InvalidModule again() {
        return new InvalidModule(String.valueOf(getMessage()), this, mayPass);
    }

    /** Whether a later load of the same bytes may succeed: the host had too little time or memory for this one. */
    public boolean mayPass() {
        return mayPass;
    }
}
