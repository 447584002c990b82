package io.sandglass.store.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Makes what was done to files survive the loss of power. An interrupt of the calling thread does no harm. */
public final class DurableFiles {
    private static final String DRAFT = ".new";

    private DurableFiles() {}

    /**
     * Writes a small file for its owner only and for good, replacing what is there: a crash or a full disk leaves it as it
     * was, or as it is to be. Two who write the same file at once need {@link #write(Path, Path, byte[], int, int)}.
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file.resolveSibling(file.getFileName() + DRAFT), file, bytes, 0, bytes.length);
    }

    /**
     * The same of a part of the bytes.
     *
     * @param draft nobody else's, on the same disk; gone afterwards, so that it takes nobody's room
     */
    public static void write(Path draft, Path file, byte[] bytes, int from, int length) throws IOException {
        Files.deleteIfExists(draft);
        try {
            OwnFiles.createFile(draft);
            try (OutputStream out = new FileOutputStream(draft.toFile())) { // a channel may write less than it is given
                out.write(bytes, from, length);
            }
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Makes a directory for its owner only, and what is missing above it, for good. Does nothing if it is there.
     *
     * @throws FileAlreadyExistsException if there is something else
     */
    public static void createDirectory(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null || Files.isDirectory(absolute)) {
            return;
        }
        createParent(parent);
        try {
            OwnFiles.createDirectory(absolute);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
        directory(parent);
    }

    private static void createParent(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(directory)) {
            createParent(parent);
            Files.createDirectories(directory);
            directory(parent);
        }
    }

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
