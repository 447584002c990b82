package io.sandglass.store.codec;

/** Bytes that this program cannot read: damaged, or written by a newer one. The message says which. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message) {
        super(message);
    }

    static Unreadable newer(String what) {
        return new Unreadable(what + ", which a newer program must have written; use that one, or a newer one");
    }
}
