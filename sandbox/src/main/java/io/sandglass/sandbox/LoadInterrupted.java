package io.sandglass.sandbox;

/** The thread that loads a module was interrupted, which stays set; it says nothing about the module. */
public final class LoadInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    LoadInterrupted(InterruptedException cause) {
        super("the load was interrupted", cause);
    }

    /** Sets the interrupt of this thread again. */
    static LoadInterrupted by(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new LoadInterrupted(cause);
    }
}
