package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Directory;
import io.sandglass.sandbox.wasi.tree.FileTree;
import io.sandglass.sandbox.wasi.tree.Inode;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A directory that a guest has open: the only thing paths can begin at. */
final class OpenDirectory extends Descriptor {
    private final Directory directory;
    private final Optional<byte[]> guestPath;

    private OpenDirectory(Directory directory, Optional<byte[]> guestPath, long rights, long inheriting) {
        super(rights, inheriting);
        this.directory = directory;
        this.guestPath = guestPath;
    }

    /** One that the guest opened. */
    static OpenDirectory of(Directory directory, long rights, long inheriting) {
        return new OpenDirectory(directory, Optional.empty(), rights & Rights.DIRECTORY, inheriting);
    }

    /** One that is open from the start, with all rights that its tree has to give. */
    static OpenDirectory preopened(FileTree tree) {
        long withheld = tree.isWritable() ? 0 : Rights.CHANGES;
        OpenDirectory opened = new OpenDirectory(
                tree.root(),
                Optional.of(tree.guestPath().getBytes(StandardCharsets.UTF_8)),
                Rights.DIRECTORY & ~withheld,
                (Rights.DIRECTORY | Rights.FILE) & ~withheld);
        tree.root().open();
        return opened;
    }

    Directory directory() {
        return directory;
    }

    /** Where the guest finds it, if it was open from the start. */
    Optional<byte[]> guestPath() {
        return guestPath;
    }

    @Override
    Optional<Inode> inode() {
        return Optional.of(directory);
    }

    @Override
    long read(IoVectors buffers, GuestWorld world) {
        throw Problem.ISDIR.refused();
    }

    @Override
    long write(IoVectors buffers, GuestWorld world) {
        throw Problem.ISDIR.refused();
    }
}
