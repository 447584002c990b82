package io.sandglass.store.payload;

import io.sandglass.store.StoreUnavailable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where payloads lie in their directory: {@code <2 hex digits>/<sha256>}.
 *
 * @param directory may not be there yet
 */
record PayloadTree(Path directory) {
    private static final int PREFIX = 2;
    private static final String NAME = "[0-9a-f]{64}";
    private static final String DRAFT = ".draft";
    private static final AtomicLong DRAFTS = new AtomicLong();
    private static final String DRAFTS_DIRECTORY = "drafts";

    Path file(String sha256) {
        return directory.resolve(sha256.substring(0, PREFIX)).resolve(sha256);
    }

    /** Where a payload is written before it gets its name; another one each time. */
    Path draft(Path file) {
        return draftsDirectory().resolve(name(file) + "." + DRAFTS.incrementAndGet() + DRAFT);
    }

    /** A single one, so that a start need not look through all payloads for what a process that died was writing. */
    Path draftsDirectory() {
        return directory.resolve(DRAFTS_DIRECTORY);
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isPayload(Path file) {
        return name(file).matches(NAME);
    }

    /** Whether it was last put before a time; false if it is gone. */
    static boolean isOlder(Path file, Instant time) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new StoreUnavailable("cannot look at the payload " + file + ": " + e, e);
        }
    }

    /** Every payload; what is put meanwhile may be among them. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        each(files::add);
        return files;
    }

    /** Every payload. */
    void each(Consumer<Path> action) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> prefixes = Files.list(directory)) {
            for (Path prefix : prefixes.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(prefix)) {
                    files.filter(PayloadTree::isPayload).forEach(action);
                }
            }
        }
    }

    /** What is being written, or was when a process died. */
    List<Path> drafts() throws IOException {
        if (!Files.isDirectory(draftsDirectory())) {
            return List.of();
        }
        try (Stream<Path> drafts = Files.list(draftsDirectory())) {
            return drafts.toList();
        }
    }

    /** Not harmed by an interrupt of the calling thread, as a channel would be. */
    static byte[] read(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }
}
