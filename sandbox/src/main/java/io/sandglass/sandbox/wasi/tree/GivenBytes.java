package io.sandglass.sandbox.wasi.tree;

import io.sandglass.sandbox.engine.GuestMemory;

/** An input: the host's own bytes, not copied, never changed. */
record GivenBytes(byte[] bytes) implements Content {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, GuestMemory memory, long address, int length) {
        memory.write(address, bytes, (int) position, length);
    }

    @Override
    public void write(long position, GuestMemory memory, long address, int length) {
        throw Problem.ROFS.refused();
    }

    @Override
    public void resize(long size) {
        throw Problem.ROFS.refused();
    }
}
