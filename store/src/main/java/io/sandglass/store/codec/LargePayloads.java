package io.sandglass.store.codec;

/** Where payloads go that are too large for a record. */
public interface LargePayloads {
    /** In bytes; what is larger is put aside. */
    int threshold();

    /** Keeps a payload for as long as some record names it. The bytes are copied. */
    PayloadRef put(byte[] bytes, int from, int length);

    /** Gives it back. */
    byte[] get(PayloadRef ref);
}
