package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.GuestMemory;
import run.endive.runtime.Memory;

/** The memory of one instance; all addresses were checked to be inside, so they fit an int. */
final class EndiveMemory implements GuestMemory {
    private final Memory memory;

    EndiveMemory(Memory memory) {
        this.memory = memory;
    }

    @Override
    public long size() {
        return (long) memory.pages() * Memory.PAGE_SIZE;
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        byte[] bytes = memory.readBytes(inside(address, length), length);
        System.arraycopy(bytes, 0, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        memory.write(inside(address, length), source, offset, length);
    }

    @Override
    public int readInt(long address) {
        return memory.readInt(inside(address, Integer.BYTES));
    }

    @Override
    public void writeInt(long address, int value) {
        memory.writeI32(inside(address, Integer.BYTES), value);
    }

    @Override
    public void writeLong(long address, long value) {
        memory.writeLong(inside(address, Long.BYTES), value);
    }

    private int inside(long address, int length) {
        if (!holds(address, length)) {
            throw new IndexOutOfBoundsException(length + " bytes at " + address + " of a memory of " + size());
        }
        return (int) address;
    }
}
