package io.sandglass.store;

/**
 * Nothing of a call was stored, because there is no room now for something large in one of its records, or because it has
 * left memory and cannot be read now. What is smaller may still fit; the other records of the call are not to blame.
 */
public final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoRoom(String message, Throwable cause) {
        super(message, cause);
    }
}
