package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import java.util.function.LongConsumer;

/**
 * The memory of a guest during one call: the guest pays for what the host copies, before it is copied. What is copied bit by
 * bit is paid for by all of it together.
 */
final class PaidMemory implements GuestMemory {
    private static final int BYTES_OF_A_UNIT = 16;

    private final GuestMemory memory;
    private final LongConsumer fuel;
    private long unpaid;

    PaidMemory(GuestMemory memory, LongConsumer fuel) {
        this.memory = memory;
        this.fuel = fuel;
    }

    /** Pays for work of the host that is worth copying so many bytes. */
    void pay(long bytes) {
        unpaid += bytes;
        if (unpaid >= BYTES_OF_A_UNIT) {
            fuel.accept(unpaid / BYTES_OF_A_UNIT);
            unpaid %= BYTES_OF_A_UNIT;
        }
    }

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        pay(length);
        memory.read(address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        pay(length);
        memory.write(address, source, offset, length);
    }

    @Override
    public int readInt(long address) {
        pay(Integer.BYTES);
        return memory.readInt(address);
    }

    @Override
    public void writeInt(long address, int value) {
        pay(Integer.BYTES);
        memory.writeInt(address, value);
    }

    @Override
    public void writeLong(long address, long value) {
        pay(Long.BYTES);
        memory.writeLong(address, value);
    }
}
