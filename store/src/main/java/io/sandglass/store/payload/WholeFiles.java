package io.sandglass.store.payload;

import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.file.OwnFiles;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes and reads whole files, for their owner only. Nothing here is harmed by an interrupt of the calling thread.
 *
 * @param durable whether what was written survives the loss of power
 */
record WholeFiles(boolean durable) {
    static final String DRAFT = ".draft";

    private static final AtomicLong DRAFTS = new AtomicLong();

    /** The file is there whole, or not at all. */
    void write(Path file, byte[] bytes, int from, int length) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("the file " + file + " has no directory");
        }
        Path draft = directory.resolve(file.getFileName() + "." + DRAFTS.incrementAndGet() + DRAFT);
        Files.deleteIfExists(draft);
        OwnFiles.createFile(draft);
        try (RandomAccessFile out = new RandomAccessFile(draft.toFile(), "rw")) {
            out.write(bytes, from, length);
            if (durable) {
                out.getFD().sync();
            }
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    static byte[] read(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }

    void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            OwnFiles.createDirectory(directory);
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                sync(parent);
            }
        }
    }

    void sync(Path directory) throws IOException {
        if (durable) {
            DurableFiles.directory(directory);
        }
    }
}
