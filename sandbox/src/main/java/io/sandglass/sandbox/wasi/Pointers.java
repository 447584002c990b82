package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Problem;

/**
 * The arguments of one call, and the memory they point into.
 *
 * <p>Pointers and lengths are unsigned 32-bit numbers that may say anything; they are widened before any arithmetic.
 */
final class Pointers {
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final PaidMemory memory;
    private final long[] arguments;

    Pointers(PaidMemory memory, long[] arguments) {
        this.memory = memory;
        this.arguments = arguments;
    }

    PaidMemory memory() {
        return memory;
    }

    /** Argument as an unsigned 32-bit number: a pointer, a length or a descriptor. */
    long u32(int index) {
        return arguments[index] & UNSIGNED;
    }

    int i32(int index) {
        return (int) arguments[index];
    }

    /** An unsigned 32-bit number in the guest's memory. */
    long u32At(long address) {
        return memory.readInt(address) & UNSIGNED;
    }

    long i64(int index) {
        return arguments[index];
    }

    boolean holds(long address, long length) {
        return memory.holds(address, length);
    }

    /** Refuses what is not inside of memory as a whole. */
    void demand(long address, long length) {
        if (!memory.holds(address, length)) {
            throw Problem.FAULT.refused();
        }
    }

    /** Stores an int where the argument points; {@link Errno#FAULT} if that is outside. */
    int storeInt(int index, int value) {
        if (!memory.holds(u32(index), Integer.BYTES)) {
            return Errno.FAULT;
        }
        memory.writeInt(u32(index), value);
        return Errno.SUCCESS;
    }

    /** Stores a long where the argument points; {@link Errno#FAULT} if that is outside. */
    int storeLong(int index, long value) {
        if (!memory.holds(u32(index), Long.BYTES)) {
            return Errno.FAULT;
        }
        memory.writeLong(u32(index), value);
        return Errno.SUCCESS;
    }
}
