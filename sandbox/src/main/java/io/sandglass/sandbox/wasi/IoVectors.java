package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.wasi.tree.Problem;

/**
 * The buffers of one read or write, copied out of the guest and checked before the first byte moves.
 *
 * <p>Copied, because a read may overwrite the list it is working through.
 */
final class IoVectors {
    private static final int MAX_COUNT = 1024;
    private static final int SIZE = 8;

    private final GuestMemory memory;
    private final long[] addresses;
    private final int[] lengths;
    private long total;

    private IoVectors(GuestMemory memory, int count) {
        this.memory = memory;
        this.addresses = new long[count];
        this.lengths = new int[count];
    }

    /**
     * Reads the list that arguments 1 and 2 describe.
     *
     * @param result the argument that points to where the byte count goes
     */
    static IoVectors of(Pointers guest, int result) {
        long list = guest.u32(1);
        long count = guest.u32(2);
        if (count > MAX_COUNT) {
            throw Problem.INVAL.refused();
        }
        guest.demand(list, count * SIZE);
        guest.demand(guest.u32(result), Integer.BYTES);
        IoVectors vectors = new IoVectors(guest.memory(), (int) count);
        vectors.copy(guest, list);
        return vectors;
    }

    /** Lengths that add up to more than a byte count can say are refused, and so are buffers outside of memory. */
    private void copy(Pointers guest, long list) {
        for (int i = 0; i < addresses.length; i++) {
            long vector = list + (long) i * SIZE;
            long length = guest.u32At(vector + Integer.BYTES);
            total += length;
            if (total > Integer.MAX_VALUE) {
                throw Problem.INVAL.refused();
            }
            addresses[i] = guest.u32At(vector);
            lengths[i] = (int) length;
            guest.demand(addresses[i], length);
        }
    }

    GuestMemory memory() {
        return memory;
    }

    int count() {
        return addresses.length;
    }

    long address(int index) {
        return addresses[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** All lengths together. */
    long total() {
        return total;
    }
}
