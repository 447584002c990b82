package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.PathWalk;
import io.sandglass.sandbox.wasi.tree.Place;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done by path, from a directory that is open. Links cannot be made, so none are there to be read. */
final class PathCalls {
    private static final int FOLLOW = 1;

    private PathCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of("path_open", "iiiiijjii", PathOpen::open),
                WasiFunction.of("path_create_directory", "iii", PathCalls::createDirectory),
                WasiFunction.of("path_remove_directory", "iii", PathCalls::removeDirectory),
                WasiFunction.of("path_unlink_file", "iii", PathCalls::unlink),
                WasiFunction.of("path_rename", "iiiiii", PathCalls::rename),
                WasiFunction.of("path_filestat_get", "iiiii", PathCalls::status),
                WasiFunction.of("path_filestat_set_times", "iiiijji", PathCalls::setTimes),
                WasiFunction.of("path_link", "iiiiiii", (process, guest) -> noLinks(process, guest, 0)),
                WasiFunction.of("path_symlink", "iiiii", (process, guest) -> noLinks(process, guest, 2)),
                WasiFunction.of("path_readlink", "iiiiii", PathCalls::readLink));
    }

    /**
     * Where a path leads.
     *
     * @param right what the directory must allow
     * @param descriptor the argument that holds the directory's descriptor
     * @param path the argument that points to the path; its length is the next one
     */
    static Place place(WasiProcess process, Pointers guest, long right, int descriptor, int path) {
        OpenDirectory base = process.descriptors().directory(guest.u32(descriptor), right);
        long length = guest.u32(path + 1);
        if (length > PathWalk.MAX_PATH) {
            throw Problem.NAMETOOLONG.refused();
        }
        guest.demand(guest.u32(path), length);
        byte[] bytes = new byte[(int) length];
        guest.memory().read(guest.u32(path), bytes, 0, bytes.length);
        return PathWalk.from(base.directory(), bytes);
    }

    /** There are no links to follow; other flags mean nothing. */
    static void checkLookup(int flags) {
        if ((flags & ~FOLLOW) != 0) {
            throw Problem.INVAL.refused();
        }
    }

    private static int createDirectory(WasiProcess process, Pointers guest) {
        place(process, guest, Rights.PATH_CREATE_DIRECTORY, 0, 1).createDirectory();
        return Errno.SUCCESS;
    }

    private static int removeDirectory(WasiProcess process, Pointers guest) {
        place(process, guest, Rights.PATH_REMOVE_DIRECTORY, 0, 1).removeDirectory();
        return Errno.SUCCESS;
    }

    private static int unlink(WasiProcess process, Pointers guest) {
        place(process, guest, Rights.PATH_UNLINK_FILE, 0, 1).unlinkFile();
        return Errno.SUCCESS;
    }

    private static int rename(WasiProcess process, Pointers guest) {
        Place source = place(process, guest, Rights.PATH_RENAME_SOURCE, 0, 1);
        Place target = place(process, guest, Rights.PATH_RENAME_TARGET, 3, 4);
        source.moveTo(target);
        return Errno.SUCCESS;
    }

    private static int status(WasiProcess process, Pointers guest) {
        checkLookup(guest.i32(1));
        Place place = place(process, guest, Rights.PATH_FILESTAT_GET, 0, 2);
        return FileStatus.store(guest, 4, Optional.of(place.get()));
    }

    private static int setTimes(WasiProcess process, Pointers guest) {
        checkLookup(guest.i32(1));
        Place place = place(process, guest, Rights.PATH_FILESTAT_SET_TIMES, 0, 2);
        return FileStatus.setTimes(place.get(), guest, 4, process.world().stampNanos());
    }

    private static int noLinks(WasiProcess process, Pointers guest, int descriptor) {
        process.descriptors().get(guest.u32(descriptor));
        throw Problem.NOTCAPABLE.refused();
    }

    private static int readLink(WasiProcess process, Pointers guest) {
        place(process, guest, Rights.PATH_READLINK, 0, 1).get();
        throw Problem.INVAL.refused();
    }
}
