package io.sandglass.sandbox.cache;

import io.sandglass.sandbox.sealing.SealedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of compiled modules: one sealed file each, the least recently used dropped when it grows too large.
 *
 * <p>Thread-safe, and safe among processes: a file appears whole or not at all, and one that is cut, changed or sealed by
 * another key counts as missing and is written anew. A directory that cannot be used is a cache that keeps nothing.
 */
public final class CodeDirectory {
    private static final Logger log = LoggerFactory.getLogger(CodeDirectory.class);
    static final String SUFFIX = ".code";

    private final Path directory;
    private final SealedFiles files;
    private final DirectoryCap cap;

    private CodeDirectory(Path directory, SealedFiles files, long maxBytes) {
        this.directory = directory;
        this.files = files;
        this.cap = new DirectoryCap(directory, maxBytes);
    }

    /**
     * Opens a directory, which is made if missing and closed to other users.
     *
     * @param maxBytes size beyond which the least recently used files go
     * @return empty if it cannot be used; the reason is logged
     */
    public static Optional<CodeDirectory> open(Path directory, long maxBytes) {
        try {
            return Optional.of(new CodeDirectory(directory, SealedFiles.in(directory), maxBytes));
        } catch (IOException | UncheckedIOException e) {
            log.warn("compiled modules are not kept: {} cannot be used: {}", directory, e.toString());
            return Optional.empty();
        }
    }

    /**
     * The place of one module's code.
     *
     * @param name identifies module bytes, engine and whatever else the code depends on; letters, digits, dots, dashes
     */
    public Entry entry(String name) {
        return new Entry(directory.resolve(name + SUFFIX), name);
    }

    /** The place of one module's code. */
    public final class Entry {
        private final Path file;
        private final String name;

        private Entry(Path file, String name) {
            this.file = file;
            this.name = name;
        }

        /** The code kept earlier, unchanged; never throws. */
        public Optional<byte[]> find() {
            return read(file, name);
        }

        /** Keeps the code in place of what was there; never throws. */
        public void keep(byte[] code) {
            write(file, name, code);
        }
    }

    private Optional<byte[]> read(Path file, String name) {
        try {
            Optional<byte[]> code = files.read(file, name);
            if (code.isEmpty()) {
                log.warn("compiled code in {} is damaged and is compiled again", file);
                return code;
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return code;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("compiled code in {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private void write(Path file, String name, byte[] code) {
        try {
            files.write(file, name, code);
            cap.enforce();
        } catch (IOException | UncheckedIOException e) {
            log.warn("compiled code is not kept in {}: {}", file, e.toString());
        }
    }
}
