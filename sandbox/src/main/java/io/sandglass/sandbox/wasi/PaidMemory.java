package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import java.util.function.LongConsumer;

/** The memory of a guest that pays for what the host copies, before it is copied. */
record PaidMemory(GuestMemory memory, LongConsumer fuel) implements GuestMemory {
    private static final int BYTES_OF_A_UNIT = 16;

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        fuel.accept(length / BYTES_OF_A_UNIT);
        memory.read(address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        fuel.accept(length / BYTES_OF_A_UNIT);
        memory.write(address, source, offset, length);
    }

    @Override
    public int readInt(long address) {
        return memory.readInt(address);
    }

    @Override
    public void writeInt(long address, int value) {
        memory.writeInt(address, value);
    }

    @Override
    public void writeLong(long address, long value) {
        memory.writeLong(address, value);
    }
}
