package io.sandglass.sandbox;

/** Bytes that are no module this sandbox runs; the message says what is wrong with them. */
public final class InvalidModule extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Blame blame;

    /** Whose fault a refusal is. */
    enum Blame {
        /** The module is wrong, and stays so. */
        MODULE,
        /** The module took more of the host than it may; on another day the host may have more. */
        MODULE_TOOK_TOO_MUCH,
        /** The host is busy, or broken. */
        HOST
    }

    InvalidModule(String message) {
        super(message);
        this.blame = Blame.MODULE;
    }

    InvalidModule(String message, Throwable cause) {
        this(message, cause, Blame.MODULE);
    }

    InvalidModule(String message, Throwable cause, Blame blame) {
        super(message, cause);
        this.blame = blame;
    }

    /** The same refusal once more, for another caller. */
    InvalidModule again() {
        return new InvalidModule(String.valueOf(getMessage()), this, blame);
    }

    Blame blame() {
        return blame;
    }

    /** Whether nothing is known against the module: the host was too busy to compile it, or could not. */
    public boolean hostFailed() {
        return blame == Blame.HOST;
    }

    /** Whether a later load of the same bytes may succeed: the host had too little time or memory for this one. */
    public boolean mayPass() {
        return blame != Blame.MODULE;
    }
}
