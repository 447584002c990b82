package io.sandglass.sandbox.extism;

import io.sandglass.sandbox.capability.HostCallDenied;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Memory on the host's side that a plug-in reaches by calls only: blocks, each zeroed, at addresses that are never given
 * out twice. Belongs to the guest's thread.
 *
 * <p>Every address a plug-in names is looked up; one outside of a block is {@link IndexOutOfBoundsException}, which ends
 * the guest as an access outside of its own memory does.
 */
final class Kernel {
    /** What the host needs to keep a block, at most. */
    static final int BYTES_OF_A_BLOCK = 128;

    private static final long FIRST = 64;
    private static final long GRAIN = 16;

    private final long maxBytes;
    private final NavigableMap<Long, byte[]> blocks = new TreeMap<>();
    private long next = FIRST;
    private long used;
    private long peak;

    Kernel(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Address of a new block; 0, Extism's null, if its length is 0 or there is no room. */
    long allocate(long length) {
        if (length <= 0 || length > Integer.MAX_VALUE - GRAIN || used + length + BYTES_OF_A_BLOCK > maxBytes) {
            return 0;
        }
        return keep(new byte[(int) length]);
    }

    /** Address of a block that holds these bytes; 0 if there are none, or no room. */
    long store(byte[] bytes) {
        return bytes.length == 0 || used + bytes.length + BYTES_OF_A_BLOCK > maxBytes ? 0 : keep(bytes);
    }

    private long keep(byte[] block) {
        long address = next;
        next += (block.length + GRAIN) / GRAIN * GRAIN + GRAIN;
        blocks.put(address, block);
        used += block.length + BYTES_OF_A_BLOCK;
        peak = Math.max(peak, used);
        return address;
    }

    /** Forgets a block; what is none is left alone. */
    void free(long address) {
        byte[] block = blocks.remove(address);
        used -= block == null ? 0 : block.length + BYTES_OF_A_BLOCK;
    }

    /** Of the block that begins here; 0 if none does. */
    long length(long address) {
        byte[] block = blocks.get(address);
        return block == null ? 0 : block.length;
    }

    /** A copy of the block that begins here; empty if none does. */
    byte[] block(long address) {
        byte[] block = blocks.get(address);
        return block == null ? new byte[0] : block.clone();
    }

    /** A copy of bytes that lie in one block. */
    byte[] bytes(long address, long length) {
        if (length == 0) {
            return new byte[0];
        }
        Map.Entry<Long, byte[]> block = holding(address, length);
        int from = (int) (address - block.getKey());
        return Arrays.copyOfRange(block.getValue(), from, from + (int) length);
    }

    /** Little-endian. */
    long load(long address, int size) {
        Map.Entry<Long, byte[]> block = holding(address, size);
        return littleEndian(block.getValue(), (int) (address - block.getKey()), size);
    }

    /** Little-endian. */
    void store(long address, long value, int size) {
        Map.Entry<Long, byte[]> block = holding(address, size);
        int from = (int) (address - block.getKey());
        for (int i = 0; i < size; i++) {
            block.getValue()[from + i] = (byte) (value >>> Byte.SIZE * i);
        }
    }

    static long littleEndian(byte[] bytes, int from, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[from + i] & 0xFF;
        }
        return value;
    }

    private Map.Entry<Long, byte[]> holding(long address, long length) {
        Map.Entry<Long, byte[]> block = blocks.floorEntry(address);
        boolean inside = block != null
                && length >= 0
                && length <= block.getValue().length
                && address - block.getKey() <= block.getValue().length - length;
        if (block == null || !inside) {
            throw new IndexOutOfBoundsException(
                    length + " bytes at " + Long.toUnsignedString(address) + " are outside of the host's memory");
        }
        return block;
    }

    /**
     * Takes, or gives back, bytes that are kept beside the blocks.
     *
     * @throws HostCallDenied if there is no room
     */
    void reserve(long bytes) {
        if (used + bytes > maxBytes) {
            throw new HostCallDenied("what the host keeps for the plug-in takes more than " + maxBytes + " bytes");
        }
        used += bytes;
        peak = Math.max(peak, used);
    }

    /** Most bytes held at once. */
    long peakBytes() {
        return peak;
    }
}
