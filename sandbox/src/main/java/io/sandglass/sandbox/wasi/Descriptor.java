package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Inode;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.Optional;

/** What a descriptor's number stands for, and what may be done with it. */
abstract sealed class Descriptor permits StandardStream, OpenFile, OpenDirectory {
    private long rights;
    private long inheriting;
    private int flags;

    Descriptor(long rights, long inheriting) {
        this.rights = rights;
        this.inheriting = inheriting;
    }

    /** The file or directory behind it, if it is none of the standard streams. */
    abstract Optional<Inode> inode();

    /** Fills the guest's buffers; returns how many bytes. */
    abstract long read(IoVectors buffers, GuestWorld world);

    /** Takes the guest's buffers; returns how many bytes. */
    abstract long write(IoVectors buffers, GuestWorld world);

    /** The type of file as preview 1 numbers it. */
    final int fileType() {
        return inode().map(FileStatus::type).orElse(0);
    }

    /** Nothing uses it any more. */
    final void close() {
        inode().ifPresent(Inode::close);
    }

    final long rights() {
        return rights;
    }

    /** What descriptors opened through it may have at most. */
    final long inheriting() {
        return inheriting;
    }

    final int flags() {
        return flags;
    }

    final void setFlags(int wanted) {
        flags = wanted;
    }

    /** Gives up rights; they never grow. */
    final void narrow(long fewer, long fewerInheriting) {
        if ((fewer & ~rights) != 0 || (fewerInheriting & ~inheriting) != 0) {
            throw Problem.NOTCAPABLE.refused();
        }
        rights = fewer;
        inheriting = fewerInheriting;
    }

    final void demand(long right) {
        if ((rights & right) == right) {
            return;
        }
        if ((right & (Rights.FD_READ | Rights.FD_WRITE)) != 0) {
            throw Problem.BADF.refused();
        }
        boolean readOnly = inode().map(found -> !found.tree().isWritable()).orElse(false);
        throw (readOnly && (right & Rights.CHANGES) != 0 ? Problem.ROFS : Problem.NOTCAPABLE).refused();
    }
}
