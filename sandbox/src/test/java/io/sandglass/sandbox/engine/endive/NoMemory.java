package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.GuestMemory;

/** The memory of a module that declares none: zero bytes. */
final class NoMemory implements GuestMemory {
    static final GuestMemory INSTANCE = new NoMemory();

    private NoMemory() {}

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        throw outside();
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        throw outside();
    }

    @Override
    public int readInt(long address) {
        throw outside();
    }

    @Override
    public void writeInt(long address, int value) {
        throw outside();
    }

    @Override
    public void writeLong(long address, long value) {
        throw outside();
    }

    private static IndexOutOfBoundsException outside() {
        return new IndexOutOfBoundsException("the module has no memory");
    }
}
