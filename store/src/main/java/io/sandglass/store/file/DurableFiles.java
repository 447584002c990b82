package io.sandglass.store.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Makes what was done to files survive the loss of power. An interrupt of the calling thread does no harm. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Puts a file into a place for good: first its content is on the disk, then its name. Replaces what is there. */
    public static void move(Path draft, Path file) throws IOException {
        move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws java.nio.file.FileAlreadyExistsException if there is a file of that name */
    public static void moveToFree(Path draft, Path file) throws IOException {
        move(draft, file, new CopyOption[0]);
    }

    /** The content of a file so far. */
    public static void file(Path file) throws IOException {
        sync(file, StandardOpenOption.WRITE);
    }

    /** Creations, renames and deletions in it so far. */
    public static void directory(Path directory) throws IOException {
        sync(directory, StandardOpenOption.READ);
    }

    private static void move(Path draft, Path file, CopyOption... options) throws IOException {
        file(draft);
        Files.move(draft, file, options);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            directory(parent);
        }
    }

    /** Only a channel can sync a directory, and an interrupt closes channels: then another one tries again. */
    private static void sync(Path path, StandardOpenOption access) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!trySync(path, access)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean trySync(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }
}
