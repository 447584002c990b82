package io.sandglass.sandbox.wasi.tree;

/** Why something is refused, with its error number in WASI preview 1. */
public enum Problem {
    /** No such descriptor, or not one for this use. */
    BADF(8),
    /** The name is taken. */
    EXIST(20),
    /** A pointer leaves the guest's memory. */
    FAULT(21),
    /** Larger than any file can be. */
    FBIG(22),
    /** Not UTF-8. */
    ILSEQ(25),
    /** An argument that makes no sense. */
    INVAL(28),
    /** A directory, where a file is needed. */
    ISDIR(31),
    /** Too many open descriptors. */
    MFILE(33),
    /** A name or path is too long. */
    NAMETOOLONG(37),
    /** No such file or directory. */
    NOENT(44),
    /** The quota of bytes, or of files and directories, is used up. */
    NOSPC(51),
    /** A file, where a directory is needed. */
    NOTDIR(54),
    /** A directory that must be empty is not. */
    NOTEMPTY(55),
    /** Known, but not offered. */
    NOTSUP(58),
    /** Inputs cannot be changed. */
    ROFS(69),
    /** A stream, where a file is needed. */
    SPIPE(70),
    /** From one tree to another. */
    XDEV(75),
    /** The path leaves the directory, or the descriptor lacks the right. */
    NOTCAPABLE(76);

    private final int errno;

    Problem(int errno) {
        this.errno = errno;
    }

    /** The number the guest is answered. */
    public int errno() {
        return errno;
    }

    /** To be thrown. */
    public Refused refused() {
        return new Refused(this);
    }
}
