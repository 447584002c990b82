package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import java.util.Optional;
import java.util.stream.Stream;

/** Reading and writing the three standard streams; descriptors from 3 on do not exist. */
final class StreamCalls {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private static final int FDSTAT = 24;
    private static final int FILESTAT = 64;
    private static final long RIGHT_READ = 1 << 1;
    private static final long RIGHT_WRITE = 1 << 6;
    private static final long RIGHT_FILESTAT = 1 << 21;
    private static final long RIGHT_POLL = 1 << 27;

    private StreamCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of("fd_read", "iiii", StreamCalls::read),
                WasiFunction.of("fd_write", "iiii", StreamCalls::write),
                WasiFunction.of("fd_fdstat_get", "ii", StreamCalls::describe),
                WasiFunction.of("fd_filestat_get", "ii", StreamCalls::fileStatus),
                WasiFunction.of("fd_seek", "ijii", answer(Errno.SPIPE)),
                WasiFunction.of("fd_tell", "ii", answer(Errno.SPIPE)),
                WasiFunction.of("fd_pread", "iiiji", answer(Errno.SPIPE)),
                WasiFunction.of("fd_pwrite", "iiiji", answer(Errno.SPIPE)),
                WasiFunction.of("fd_close", "i", answer(Errno.SUCCESS)),
                WasiFunction.of("fd_sync", "i", answer(Errno.SUCCESS)),
                WasiFunction.of("fd_datasync", "i", answer(Errno.SUCCESS)),
                WasiFunction.of("fd_advise", "ijji", answer(Errno.SPIPE)),
                WasiFunction.of("fd_allocate", "ijj", answer(Errno.NOTCAPABLE)),
                WasiFunction.of("fd_fdstat_set_flags", "ii", answer(Errno.NOTSUP)),
                WasiFunction.of("fd_fdstat_set_rights", "ijj", answer(Errno.NOTCAPABLE)),
                WasiFunction.of("fd_filestat_set_size", "ij", answer(Errno.NOTCAPABLE)),
                WasiFunction.of("fd_filestat_set_times", "ijji", answer(Errno.NOTCAPABLE)),
                WasiFunction.of("fd_renumber", "ii", answer(Errno.NOTSUP)));
    }

    /** The same answer for each standard stream. */
    private static WasiFunction.Body answer(int errno) {
        return (process, guest) -> guest.u32(0) > STDERR ? Errno.BADF : errno;
    }

    private static int read(WasiProcess process, Pointers guest) {
        if (guest.u32(0) != STDIN) {
            return Errno.BADF;
        }
        IoVectors vectors = IoVectors.of(guest);
        if (vectors.errno() != Errno.SUCCESS) {
            return vectors.errno();
        }
        ByteSource source = process.stdin();
        int total = 0;
        for (int i = 0; i < vectors.count(); i++) {
            int length = Math.min(vectors.length(i), source.remaining());
            guest.memory().write(vectors.address(i), source.bytes(), source.position(), length);
            source.skip(length);
            total += length;
        }
        return guest.storeInt(3, total);
    }

    private static int write(WasiProcess process, Pointers guest) {
        Optional<ByteSink> sink = sink(process, guest.u32(0));
        if (sink.isEmpty()) {
            return Errno.BADF;
        }
        IoVectors vectors = IoVectors.of(guest);
        if (vectors.errno() != Errno.SUCCESS) {
            return vectors.errno();
        }
        int total = 0;
        for (int i = 0; i < vectors.count(); i++) {
            process.world().checkInterrupt();
            sink.get().write(guest.memory(), vectors.address(i), vectors.length(i));
            total += vectors.length(i);
        }
        return guest.storeInt(3, total);
    }

    private static Optional<ByteSink> sink(WasiProcess process, long descriptor) {
        if (descriptor == STDOUT) {
            return Optional.of(process.stdout());
        }
        return descriptor == STDERR ? Optional.of(process.stderr()) : Optional.empty();
    }

    private static int describe(WasiProcess process, Pointers guest) {
        long descriptor = guest.u32(0);
        if (descriptor > STDERR) {
            return Errno.BADF;
        }
        long at = guest.u32(1);
        if (!guest.holds(at, FDSTAT)) {
            return Errno.FAULT;
        }
        long rights = (descriptor == STDIN ? RIGHT_READ : RIGHT_WRITE) | RIGHT_FILESTAT | RIGHT_POLL;
        GuestMemory memory = guest.memory();
        // File type 0, unknown, as for a pipe: a terminal would make C libraries write line by line.
        memory.writeLong(at, 0);
        memory.writeLong(at + Long.BYTES, rights);
        memory.writeLong(at + 2 * Long.BYTES, 0);
        return Errno.SUCCESS;
    }

    private static int fileStatus(WasiProcess process, Pointers guest) {
        if (guest.u32(0) > STDERR) {
            return Errno.BADF;
        }
        long at = guest.u32(1);
        if (!guest.holds(at, FILESTAT)) {
            return Errno.FAULT;
        }
        guest.memory().write(at, new byte[FILESTAT], 0, FILESTAT);
        return Errno.SUCCESS;
    }
}
