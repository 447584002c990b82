package io.sandglass.store.codec;

/** Bytes that this program cannot read: damaged, or written by a newer one. The message says which. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean newer;

    public Unreadable(String message) {
        this(message, false);
    }

    private Unreadable(String message, boolean newer) {
        super(message);
        this.newer = newer;
    }

    /** @param what the bytes hold */
    public static Unreadable newer(String what) {
        return new Unreadable(what + ", which a newer program must have written; use that one, or a newer one", true);
    }

    /** Whether a newer program can read it. */
    public boolean newer() {
        return newer;
    }
}
