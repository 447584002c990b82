package io.sandglass.store.codec;

import java.util.Optional;

/** Where payloads go that are too large for a record. */
public interface LargePayloads {
    /** In bytes; what is larger is put aside. */
    int threshold();

    /** Lowers the threshold as far as it goes, or no longer. */
    void spareMemory(boolean spare);

    /**
     * Keeps a payload for as long as some record names it. The bytes are copied.
     *
     * @return empty if that does not work now, so that it is better left in its record
     * @throws io.sandglass.store.NoRoom if there is no room for it, as there would be none in the record
     */
    Optional<PayloadRef> put(byte[] bytes, int from, int length);

    /**
     * Keeps a payload that some record names for as long as another one names it, without reading it.
     *
     * @return false if it is not there, or if that cannot be told now
     */
    boolean nameAgain(PayloadRef ref);

    /** Gives it back. */
    byte[] get(PayloadRef ref);
}
