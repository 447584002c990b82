package io.sandglass.sandbox.wasi.tree;

/** What a tree may still take: bytes of files, and files and directories. Names and bookkeeping are bounded by the latter. */
final class Quota {
    private long bytesLeft;
    private int inodesLeft;

    Quota(long bytes, int inodes) {
        this.bytesLeft = bytes;
        this.inodesLeft = inodes;
    }

    void takeBytes(long bytes) {
        if (bytes > bytesLeft) {
            throw Problem.NOSPC.refused();
        }
        bytesLeft -= bytes;
    }

    void giveBytes(long bytes) {
        bytesLeft += bytes;
    }

    void takeInode() {
        if (inodesLeft == 0) {
            throw Problem.NOSPC.refused();
        }
        inodesLeft--;
    }

    void giveInode() {
        inodesLeft++;
    }
}
