package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Inode;
import io.sandglass.sandbox.wasi.tree.Problem;
import io.sandglass.sandbox.wasi.tree.RegularFile;
import java.util.Optional;

/** A file that a guest has open, at a position. */
final class OpenFile extends Descriptor {
    static final int APPEND = 1;

    private static final int FROM_START = 0;
    private static final int FROM_HERE = 1;
    private static final int FROM_END = 2;

    private final RegularFile file;
    private long position;

    OpenFile(RegularFile file, long rights, long inheriting) {
        super(rights & Rights.FILE, inheriting & Rights.FILE);
        this.file = file;
    }

    RegularFile file() {
        return file;
    }

    @Override
    Optional<Inode> inode() {
        return Optional.of(file);
    }

    long position() {
        return position;
    }

    /** Moves the position, which may lie behind the end but not before the start. */
    long seek(long offset, int whence) {
        long target = base(whence) + offset;
        // The base is never negative, so a sum beyond the range of a long comes out negative as well.
        if (target < 0) {
            throw Problem.INVAL.refused();
        }
        position = target;
        return target;
    }

    private long base(int whence) {
        return switch (whence) {
            case FROM_START -> 0;
            case FROM_HERE -> position;
            case FROM_END -> file.size();
            default -> throw Problem.INVAL.refused();
        };
    }

    @Override
    long read(IoVectors buffers, GuestWorld world) {
        long total = readAt(position, buffers, world);
        position += total;
        return total;
    }

    @Override
    long write(IoVectors buffers, GuestWorld world) {
        long start = (flags() & APPEND) == 0 ? position : file.size();
        long total = writeAt(start, buffers, world);
        position = start + total;
        return total;
    }

    long readAt(long start, IoVectors buffers, GuestWorld world) {
        demand(Rights.FD_READ);
        if (start < 0) {
            throw Problem.INVAL.refused();
        }
        long total = 0;
        for (int i = 0; i < buffers.count() && start < file.size() - total; i++) {
            world.checkInterrupt();
            total += file.read(start + total, buffers.memory(), buffers.address(i), buffers.length(i));
        }
        return total;
    }

    /** Writes all of it or, when the quota does not allow that, nothing. */
    long writeAt(long start, IoVectors buffers, GuestWorld world) {
        demand(Rights.FD_WRITE);
        if (start < 0) {
            throw Problem.INVAL.refused();
        }
        if (buffers.total() == 0) {
            return 0;
        }
        file.reserve(start + buffers.total());
        long at = start;
        for (int i = 0; i < buffers.count(); i++) {
            world.checkInterrupt();
            file.write(at, buffers.memory(), buffers.address(i), buffers.length(i));
            at += buffers.length(i);
        }
        return buffers.total();
    }
}
