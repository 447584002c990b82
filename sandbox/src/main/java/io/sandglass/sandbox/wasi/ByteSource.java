package io.sandglass.sandbox.wasi;

/** Bytes that a guest reads once, front to back. */
public final class ByteSource {
    private final byte[] bytes;
    private int position;

    /** @param bytes not copied; must not change while the guest runs */
    public ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    void skip(int length) {
        position += length;
    }

    /** How many bytes were read so far. */
    public long bytesRead() {
        return position;
    }
}
