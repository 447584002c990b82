package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Directory;
import io.sandglass.sandbox.wasi.tree.Inode;
import io.sandglass.sandbox.wasi.tree.Place;
import io.sandglass.sandbox.wasi.tree.Problem;
import io.sandglass.sandbox.wasi.tree.RegularFile;
import java.util.Optional;

/**
 * {@code path_open}. Arguments: directory, lookup flags, path and its length, open flags, rights, inheriting rights,
 * descriptor flags, where the new descriptor goes.
 *
 * <p>Rights that the directory does not pass on are left out of the new descriptor, as languages ask for all they know;
 * only a wish to write where nothing can be written is refused at once.
 */
final class PathOpen {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int ALL = 15;
    private static final int ALL_DESCRIPTOR_FLAGS = 31;

    private final WasiProcess process;
    private final Pointers guest;
    private final int how;
    private final long rights;

    private PathOpen(WasiProcess process, Pointers guest) {
        this.process = process;
        this.guest = guest;
        this.how = guest.i32(4) & 0xFFFF;
        this.rights = guest.i64(5);
    }

    static int open(WasiProcess process, Pointers guest) {
        return new PathOpen(process, guest).open();
    }

    private int open() {
        Descriptors descriptors = process.descriptors();
        OpenDirectory base = descriptors.directory(guest.u32(0), Rights.PATH_OPEN);
        check(base);
        Place place = PathCalls.place(process, guest, Rights.PATH_OPEN, 0, 2);
        long number = descriptors.freeNumber();
        Descriptor opened = descriptor(base, inode(base, place));
        opened.setFlags(guest.i32(7) & ALL_DESCRIPTOR_FLAGS);
        descriptors.open(number, opened);
        return guest.storeInt(8, (int) number);
    }

    private void check(OpenDirectory base) {
        guest.demand(guest.u32(8), Integer.BYTES);
        PathCalls.checkLookup(guest.i32(1));
        boolean contradicts = is(CREATE) && is(DIRECTORY);
        if (contradicts || (how & ~ALL) != 0 || (guest.i32(7) & ~ALL_DESCRIPTOR_FLAGS) != 0) {
            throw Problem.INVAL.refused();
        }
        if (is(TRUNCATE)) {
            base.demand(Rights.PATH_FILESTAT_SET_SIZE);
        }
    }

    private Inode inode(OpenDirectory base, Place place) {
        Optional<Inode> found = place.find();
        if (found.isEmpty()) {
            return create(base, place);
        }
        if (is(CREATE) && is(EXCLUSIVE)) {
            throw Problem.EXIST.refused();
        }
        Inode inode = found.get();
        if (inode instanceof RegularFile file) {
            use(file);
        } else if (is(TRUNCATE) || !is(DIRECTORY) && wants(Rights.FD_WRITE)) {
            throw Problem.ISDIR.refused();
        }
        return inode;
    }

    private Inode create(OpenDirectory base, Place place) {
        if (!is(CREATE)) {
            throw Problem.NOENT.refused();
        }
        base.demand(Rights.PATH_CREATE_FILE);
        return place.createFile();
    }

    private void use(RegularFile file) {
        if (is(DIRECTORY)) {
            throw Problem.NOTDIR.refused();
        }
        if (wants(Rights.FD_WRITE) && !file.tree().isWritable()) {
            throw Problem.ROFS.refused();
        }
        if (is(TRUNCATE)) {
            file.resize(0);
        }
    }

    private Descriptor descriptor(OpenDirectory base, Inode inode) {
        long granted = rights & base.inheriting();
        long passedOn = guest.i64(6) & base.inheriting();
        if (inode instanceof Directory directory) {
            return OpenDirectory.of(directory, granted, passedOn);
        }
        if (inode instanceof RegularFile file) {
            return new OpenFile(file, granted, passedOn);
        }
        throw new AssertionError(inode);
    }

    private boolean is(int flag) {
        return (how & flag) != 0;
    }

    private boolean wants(long right) {
        return (rights & right) != 0;
    }
}
