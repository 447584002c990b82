package io.sandglass.sandbox.wasi;

/**
 * The buffers of one read or write, copied out of the guest and checked before the first byte moves.
 *
 * <p>Copied, because a read may overwrite the list it is working through.
 */
final class IoVectors {
    private static final int MAX_COUNT = 1024;
    private static final int SIZE = 8;

    private final long[] addresses;
    private final int[] lengths;
    private final int errno;

    private IoVectors(int count, int errno) {
        this.addresses = new long[count];
        this.lengths = new int[count];
        this.errno = errno;
    }

    /** Reads the list that arguments 1 and 2 describe; argument 3 points to where the byte count goes. */
    static IoVectors of(Pointers guest) {
        long list = guest.u32(1);
        long count = guest.u32(2);
        if (count > MAX_COUNT) {
            return new IoVectors(0, Errno.INVAL);
        }
        if (!guest.holds(list, count * SIZE) || !guest.holds(guest.u32(3), Integer.BYTES)) {
            return new IoVectors(0, Errno.FAULT);
        }
        IoVectors vectors = new IoVectors((int) count, Errno.SUCCESS);
        int errno = vectors.copy(guest, list);
        return errno == Errno.SUCCESS ? vectors : new IoVectors(0, errno);
    }

    /** Lengths that add up to more than a byte count can say are refused, and so are buffers outside of memory. */
    private int copy(Pointers guest, long list) {
        long total = 0;
        for (int i = 0; i < addresses.length; i++) {
            long vector = list + (long) i * SIZE;
            long length = guest.u32At(vector + Integer.BYTES);
            total += length;
            if (total > Integer.MAX_VALUE) {
                return Errno.INVAL;
            }
            addresses[i] = guest.u32At(vector);
            lengths[i] = (int) length;
            if (!guest.holds(addresses[i], length)) {
                return Errno.FAULT;
            }
        }
        return Errno.SUCCESS;
    }

    int errno() {
        return errno;
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
}
