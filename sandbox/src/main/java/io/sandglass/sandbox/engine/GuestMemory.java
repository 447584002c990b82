package io.sandglass.sandbox.engine;

/**
 * A view of a guest's linear memory; addresses are unsigned byte offsets.
 *
 * <p>Callers check {@link #holds} first: the other methods throw {@link IndexOutOfBoundsException} outside of the memory.
 * Belongs to the guest's thread.
 */
public interface GuestMemory {
    /** Bytes held now. */
    long size();

    /** Copies out of the guest. */
    void read(long address, byte[] target, int offset, int length);

    /** Copies into the guest. */
    void write(long address, byte[] source, int offset, int length);

    /** Little-endian. */
    int readInt(long address);

    /** Little-endian. */
    void writeInt(long address, int value);

    /** Little-endian. */
    void writeLong(long address, long value);

    /** Whether {@code length} bytes from {@code address} lie inside; both may be anything a guest can say. */
    default boolean holds(long address, long length) {
        return address >= 0 && length >= 0 && length <= size() && address <= size() - length;
    }
}
