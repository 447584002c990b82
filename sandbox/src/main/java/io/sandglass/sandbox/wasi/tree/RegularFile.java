package io.sandglass.sandbox.wasi.tree;

import io.sandglass.sandbox.engine.GuestMemory;

/** A file. */
public final class RegularFile extends Inode {
    private final Content content;

    RegularFile(FileTree tree, Content content) {
        super(tree);
        this.content = content;
    }

    @Override
    public long size() {
        return content.size();
    }

    /**
     * Copies into the guest what there is from a position on, at most {@code length} bytes.
     *
     * @param position not negative
     * @param address where to; the range was checked to lie inside the memory
     * @return how many bytes
     */
    public int read(long position, GuestMemory memory, long address, int length) {
        int there = (int) Math.min(length, Math.max(0, size() - position));
        if (there > 0) {
            content.read(position, memory, address, there);
        }
        return there;
    }

    /**
     * Copies out of the guest into the file, which is long enough.
     *
     * @param address where from; the range was checked to lie inside the memory
     */
    public void write(long position, GuestMemory memory, long address, int length) {
        content.write(position, memory, address, length);
        touch();
    }

    /**
     * Makes it at least this long, or changes nothing.
     *
     * @param size as the guest said; negative if it was over the range
     */
    public void reserve(long size) {
        if (size < 0 || size > size()) {
            resize(size);
        }
    }

    /**
     * Cuts it, or lengthens it by zeros, or changes nothing.
     *
     * @param size as the guest said; negative if it was over the range
     */
    public void resize(long size) {
        if (size < 0) {
            throw Problem.FBIG.refused();
        }
        content.resize(size);
        touch();
    }

    byte[] bytes() {
        return content.bytes();
    }

    @Override
    void discard() {
        content.resize(0);
    }
}
