package io.sandglass.sandbox.wasi.tree;

/** A file or a directory, which may have lost its name while somebody still has it open. */
public abstract sealed class Inode permits Directory, RegularFile {
    private final FileTree tree;
    private final long number;
    private long accessedNanos;
    private long modifiedNanos;
    private long changedNanos;
    private boolean linked = true;
    private int opened;

    Inode(FileTree tree) {
        this.tree = tree;
        this.number = tree.nextNumber();
        this.changedNanos = tree.nowNanos();
        this.modifiedNanos = changedNanos;
        this.accessedNanos = changedNanos;
    }

    /** The tree it is part of. */
    public FileTree tree() {
        return tree;
    }

    /** Unique in its tree. */
    public long number() {
        return number;
    }

    /** Bytes; 0 for a directory. */
    public abstract long size();

    /** When it was last read, as far as anybody said so; nanoseconds since 1970. */
    public long accessedNanos() {
        return accessedNanos;
    }

    /** When its content changed; nanoseconds since 1970. */
    public long modifiedNanos() {
        return modifiedNanos;
    }

    /** When anything of it changed; nanoseconds since 1970. */
    public long changedNanos() {
        return changedNanos;
    }

    /** Whether a directory still has it. */
    public boolean linked() {
        return linked;
    }

    /** Sets both times, which a guest may choose freely. */
    public void setTimes(long accessed, long modified) {
        accessedNanos = accessed;
        modifiedNanos = modified;
        changedNanos = tree.nowNanos();
    }

    void touch() {
        modifiedNanos = tree.nowNanos();
        changedNanos = modifiedNanos;
    }

    /** One more descriptor keeps it. */
    public void open() {
        opened++;
    }

    /** One descriptor less keeps it. */
    public void close() {
        opened--;
        discardIfUnused();
    }

    void unlink() {
        linked = false;
        discardIfUnused();
    }

    /** What is open still counts, though it has no name: else files without names could exceed the quota. */
    private void discardIfUnused() {
        if (!linked && opened == 0) {
            discard();
            tree.quota().giveInode();
        }
    }

    /** Gives back the bytes. */
    abstract void discard();
}
