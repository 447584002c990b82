package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.wasi.tree.Directory;
import io.sandglass.sandbox.wasi.tree.Inode;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.Optional;

/** The status of a file as preview 1 lays it out, and its times. */
final class FileStatus {
    private static final int SIZE = 64;
    private static final int NUMBER_AT = 8;
    private static final int TYPE_AT = 16;
    private static final int LINKS_AT = 24;
    private static final int SIZE_AT = 32;
    private static final int ACCESSED_AT = 40;
    private static final int MODIFIED_AT = 48;
    private static final int CHANGED_AT = 56;

    private static final int TYPE_DIRECTORY = 3;
    private static final int TYPE_FILE = 4;

    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 2;
    private static final int MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;
    private static final int ALL = 15;

    private FileStatus() {}

    static int type(Inode inode) {
        return inode instanceof Directory ? TYPE_DIRECTORY : TYPE_FILE;
    }

    /** Stores a status where the argument points; all zeros for a stream. */
    static int store(Pointers guest, int argument, Optional<Inode> inode) {
        long at = guest.u32(argument);
        guest.demand(at, SIZE);
        GuestMemory memory = guest.memory();
        memory.write(at, new byte[SIZE], 0, SIZE);
        inode.ifPresent(found -> {
            memory.writeLong(at, found.tree().device());
            memory.writeLong(at + NUMBER_AT, found.number());
            memory.writeLong(at + TYPE_AT, type(found));
            memory.writeLong(at + LINKS_AT, found.linked() ? 1 : 0);
            memory.writeLong(at + SIZE_AT, found.size());
            memory.writeLong(at + ACCESSED_AT, found.accessedNanos());
            memory.writeLong(at + MODIFIED_AT, found.modifiedNanos());
            memory.writeLong(at + CHANGED_AT, found.changedNanos());
        });
        return Errno.SUCCESS;
    }

    /** Sets times as three arguments say: time of access, time of change and flags. */
    static int setTimes(Inode inode, Pointers guest, int firstArgument, long nowNanos) {
        int flags = guest.i32(firstArgument + 2);
        boolean both = (flags & (ACCESSED | ACCESSED_NOW)) == (ACCESSED | ACCESSED_NOW)
                || (flags & (MODIFIED | MODIFIED_NOW)) == (MODIFIED | MODIFIED_NOW);
        if (both || (flags & ~ALL) != 0) {
            throw Problem.INVAL.refused();
        }
        long accessed = (flags & ACCESSED) != 0 ? guest.i64(firstArgument) : inode.accessedNanos();
        long modified = (flags & MODIFIED) != 0 ? guest.i64(firstArgument + 1) : inode.modifiedNanos();
        inode.setTimes(
                (flags & ACCESSED_NOW) != 0 ? nowNanos : accessed, (flags & MODIFIED_NOW) != 0 ? nowNanos : modified);
        return Errno.SUCCESS;
    }
}
