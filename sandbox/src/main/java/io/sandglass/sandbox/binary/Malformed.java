package io.sandglass.sandbox.binary;

/** Bytes that are not what the binary format, or the policy over it, wants; the message says what and where. */
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Malformed(String message) {
        super(message, null, false, false);
    }
}
