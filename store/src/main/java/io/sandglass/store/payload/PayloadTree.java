package io.sandglass.store.payload;

import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    Path file(String sha256) {
        return directory.resolve(sha256.substring(0, PREFIX)).resolve(sha256);
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Whether it is a payload; else it is a draft. */
    static boolean isPayload(Path file) {
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
        each(file -> {
            if (isPayload(file)) {
                files.add(file);
            }
        });
        return files;
    }

    /** Payloads and drafts. */
    void each(Consumer<Path> action) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> prefixes = Files.list(directory)) {
            for (Path prefix : prefixes.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(prefix)) {
                    files.filter(file -> isPayload(file) || name(file).endsWith(WholeFiles.DRAFT))
                            .forEach(action);
                }
            }
        }
    }
}
