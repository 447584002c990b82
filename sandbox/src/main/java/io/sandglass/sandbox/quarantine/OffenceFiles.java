package io.sandglass.sandbox.quarantine;

import io.sandglass.sandbox.sealing.SealedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offences on disk, one sealed file for each module. What cannot be read counts against the module. */
final class OffenceFiles {
    private static final Logger log = LoggerFactory.getLogger(OffenceFiles.class);
    private static final String SUFFIX = ".offence";

    private final Path directory;

    OffenceFiles(Path directory) {
        this.directory = directory;
    }

    Map<String, Offence> readAll() {
        Map<String, Offence> all = new HashMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            String digest = name.substring(0, name.length() - SUFFIX.length());
            all.put(digest, read(file, digest));
        }
        return all;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        } catch (IOException e) {
            log.error("ALARM: {} cannot be read: no module is held in quarantine: {}", directory, e.toString());
            return List.of();
        }
    }

    private Offence read(Path file, String digest) {
        try {
            return SealedFiles.in(directory)
                    .read(file, digest)
                    .flatMap(Offence::parse)
                    .orElseGet(() -> unreadable(file, "was changed"));
        } catch (IOException e) {
            return unreadable(file, "cannot be read");
        }
    }

    private static Offence unreadable(Path file, String why) {
        return new Offence(Offence.OUT, Instant.EPOCH, "its record " + file + " " + why);
    }

    void write(String digest, Offence offence) {
        try {
            SealedFiles.in(directory).write(file(digest), digest, offence.text());
        } catch (IOException e) {
            log.error("that module {} {} is not kept in {}: {}", digest, offence.what(), directory, e.toString());
        }
    }

    /** @throws UncheckedIOException if it stays there */
    void delete(String digest) {
        try {
            Files.deleteIfExists(file(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(digest) + ": " + e.getMessage(), e);
        }
    }

    private Path file(String digest) {
        return directory.resolve(digest + SUFFIX);
    }
}
