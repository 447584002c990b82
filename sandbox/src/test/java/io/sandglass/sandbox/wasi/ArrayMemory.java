package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** A guest's memory in an array. */
final class ArrayMemory implements GuestMemory {
    private final byte[] bytes;
    private final ByteBuffer view;

    ArrayMemory(int size) {
        bytes = new byte[size];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() {
        return bytes;
    }

    long readLong(long address) {
        return view.getLong(Math.toIntExact(address));
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(address, length, size());
        System.arraycopy(bytes, (int) address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(address, length, size());
        System.arraycopy(source, offset, bytes, (int) address, length);
    }

    @Override
    public int readInt(long address) {
        return view.getInt(Math.toIntExact(address));
    }

    @Override
    public void writeInt(long address, int value) {
        view.putInt(Math.toIntExact(address), value);
    }

    @Override
    public void writeLong(long address, long value) {
        view.putLong(Math.toIntExact(address), value);
    }
}
