package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.stream.Stream;

/** Reading and writing streams and files. */
final class FileCalls {
    private static final int LAST_ADVICE = 5;

    private FileCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of("fd_read", "iiii", FileCalls::read),
                WasiFunction.of("fd_write", "iiii", FileCalls::write),
                WasiFunction.of("fd_pread", "iiiji", FileCalls::readAt),
                WasiFunction.of("fd_pwrite", "iiiji", FileCalls::writeAt),
                WasiFunction.of("fd_seek", "ijii", FileCalls::seek),
                WasiFunction.of("fd_tell", "ii", FileCalls::tell),
                WasiFunction.of("fd_advise", "ijji", FileCalls::advise),
                WasiFunction.of("fd_allocate", "ijj", FileCalls::allocate),
                WasiFunction.of("fd_filestat_set_size", "ij", FileCalls::resize));
    }

    private static int read(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0));
        return guest.storeInt(3, (int) descriptor.read(IoVectors.of(guest, 3), process.world()));
    }

    private static int write(WasiProcess process, Pointers guest) {
        Descriptor descriptor = process.descriptors().get(guest.u32(0));
        return guest.storeInt(3, (int) descriptor.write(IoVectors.of(guest, 3), process.world()));
    }

    private static int readAt(WasiProcess process, Pointers guest) {
        OpenFile file = process.descriptors().file(guest.u32(0), Rights.FD_READ);
        return guest.storeInt(4, (int) file.readAt(guest.i64(3), IoVectors.of(guest, 4), process.world()));
    }

    private static int writeAt(WasiProcess process, Pointers guest) {
        OpenFile file = process.descriptors().file(guest.u32(0), Rights.FD_WRITE);
        return guest.storeInt(4, (int) file.writeAt(guest.i64(3), IoVectors.of(guest, 4), process.world()));
    }

    private static int seek(WasiProcess process, Pointers guest) {
        OpenFile file = process.descriptors().file(guest.u32(0), Rights.FD_SEEK);
        guest.demand(guest.u32(3), Long.BYTES);
        return guest.storeLong(3, file.seek(guest.i64(1), guest.i32(2)));
    }

    private static int tell(WasiProcess process, Pointers guest) {
        OpenFile file = process.descriptors().file(guest.u32(0), Rights.FD_TELL);
        return guest.storeLong(1, file.position());
    }

    private static int advise(WasiProcess process, Pointers guest) {
        process.descriptors().file(guest.u32(0), Rights.FD_ADVISE);
        if (guest.i64(1) < 0 || guest.i64(2) < 0 || guest.u32(3) > LAST_ADVICE) {
            throw Problem.INVAL.refused();
        }
        return Errno.SUCCESS;
    }

    private static int allocate(WasiProcess process, Pointers guest) {
        OpenFile file = process.descriptors().file(guest.u32(0), Rights.FD_ALLOCATE);
        long offset = guest.i64(1);
        long length = guest.i64(2);
        if (offset < 0 || length <= 0) {
            throw Problem.INVAL.refused();
        }
        file.file().reserve(offset + length);
        return Errno.SUCCESS;
    }

    private static int resize(WasiProcess process, Pointers guest) {
        OpenFile file = process.descriptors().file(guest.u32(0), Rights.FD_FILESTAT_SET_SIZE);
        file.file().resize(guest.i64(1));
        return Errno.SUCCESS;
    }
}
