package io.sandglass.store;

/**
 * Nothing of a call was stored, because the store cannot tell at present whether the slot or the key of a new run is
 * taken already, or how far a run had come that ended long ago. Asking again later may work; the other records of the
 * call are not to blame.
 */
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Undecided(String message, Throwable cause) {
        super(message, cause);
    }
}
