package io.sandglass.store;

/**
 * Nothing of a call was stored, because a store cannot tell now whether the slot or the key of a run that is to begin is
 * another one's, or how far a run has come that ended long ago. Asking again later may work; the other records of the
 * call are not to blame.
 */
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Undecided(String message, Throwable cause) {
        super(message, cause);
    }
}
