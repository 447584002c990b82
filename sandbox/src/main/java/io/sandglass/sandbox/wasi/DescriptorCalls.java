package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.stream.Stream;

/** Descriptors themselves: what they are, what they may, where they lead, and their end. */
final class DescriptorCalls {
    private static final int FDSTAT = 24;
    private static final int PRESTAT = 8;
    private static final int ALL_FLAGS = 31;

    private DescriptorCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of("fd_close", "i", DescriptorCalls::close),
                WasiFunction.of("fd_renumber", "ii", DescriptorCalls::renumber),
                WasiFunction.of("fd_sync", "i", DescriptorCalls::sync),
                WasiFunction.of("fd_datasync", "i", DescriptorCalls::sync),
                WasiFunction.of("fd_fdstat_get", "ii", DescriptorCalls::describe),
                WasiFunction.of("fd_fdstat_set_flags", "ii", DescriptorCalls::setFlags),
                WasiFunction.of("fd_fdstat_set_rights", "ijj", DescriptorCalls::setRights),
                WasiFunction.of("fd_filestat_get", "ii", DescriptorCalls::status),
                WasiFunction.of("fd_filestat_set_times", "ijji", DescriptorCalls::setTimes),
                WasiFunction.of("fd_prestat_get", "ii", DescriptorCalls::preopen),
                WasiFunction.of("fd_prestat_dir_name", "iii", DescriptorCalls::preopenName));
    }

    private static int close(WasiProcess process, Pointers guest) {
        process.descriptors().close(guest.u32(0));
        return Errno.SUCCESS;
    }

    private static int renumber(WasiProcess process, Pointers guest) {
        process.descriptors().renumber(guest.u32(0), guest.u32(1));
        return Errno.SUCCESS;
    }

    /** There is no disk to wait for. */
    private static int sync(WasiProcess process, Pointers guest) {
        process.descriptors().get(guest.u32(0));
        return Errno.SUCCESS;
    }

    private static int describe(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0));
        long at = guest.u32(1);
        guest.demand(at, FDSTAT);
        GuestMemory memory = guest.memory();
        // File type 0, unknown, for streams, as for a pipe: a terminal would make C libraries write line by line.
        memory.writeLong(at, descriptor.fileType() | (long) descriptor.flags() << Short.SIZE);
        memory.writeLong(at + Long.BYTES, descriptor.rights());
        memory.writeLong(at + 2 * Long.BYTES, descriptor.inheriting());
        return Errno.SUCCESS;
    }

    private static int setFlags(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0));
        int flags = guest.i32(1);
        if ((flags & ~ALL_FLAGS) != 0) {
            throw Problem.INVAL.refused();
        }
        if (descriptor instanceof StandardStream) {
            throw Problem.NOTSUP.refused();
        }
        descriptor.demand(Rights.FD_SET_FLAGS);
        descriptor.setFlags(flags);
        return Errno.SUCCESS;
    }

    private static int setRights(WasiProcess process, Pointers guest) {
        process.descriptors().get(guest.u32(0)).narrow(guest.i64(1), guest.i64(2));
        return Errno.SUCCESS;
    }

    private static int status(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0), Rights.FD_FILESTAT_GET);
        return FileStatus.store(guest, 1, descriptor.inode());
    }

    private static int setTimes(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0), Rights.FD_FILESTAT_SET_TIMES);
        long now = process.world().stampNanos();
        return FileStatus.setTimes(descriptor.inode().orElseThrow(Problem.NOTCAPABLE::refused), guest, 1, now);
    }

    private static int preopen(WasiProcess process, Pointers guest) {
        byte[] path = preopened(process, guest);
        long at = guest.u32(1);
        guest.demand(at, PRESTAT);
        guest.memory().writeInt(at, 0); // a directory, the only kind there is
        guest.memory().writeInt(at + Integer.BYTES, path.length);
        return Errno.SUCCESS;
    }

    private static int preopenName(WasiProcess process, Pointers guest) {
        byte[] path = preopened(process, guest);
        long length = guest.u32(2);
        if (length < path.length) {
            throw Problem.NAMETOOLONG.refused();
        }
        guest.demand(guest.u32(1), length);
        guest.memory().write(guest.u32(1), path, 0, path.length);
        return Errno.SUCCESS;
    }

    private static byte[] preopened(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0));
        if (descriptor instanceof OpenDirectory directory) {
            return directory.guestPath().orElseThrow(Problem.BADF::refused);
        }
        throw Problem.BADF.refused();
    }
}
