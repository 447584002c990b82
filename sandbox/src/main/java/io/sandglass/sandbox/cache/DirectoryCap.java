package io.sandglass.sandbox.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps a directory below a size by deleting what was used longest ago, and what a killed process left half-written. */
final class DirectoryCap {
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    private final Path directory;
    private final long maxBytes;

    DirectoryCap(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** Other processes may delete the same files meanwhile; that is no error. */
    void enforce() throws IOException {
        List<Entry> entries = entries();
        entries.sort(Comparator.comparing(Entry::used).reversed());
        Instant leftOver = Instant.now().minus(LEFT_OVER);
        long total = 0;
        for (Entry entry : entries) {
            total += entry.bytes();
            if (total > maxBytes || entry.isLeftOver(leftOver)) {
                Files.deleteIfExists(entry.file());
            }
        }
    }

    private List<Entry> entries() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.filter(Entry::isOurs)
                    .map(Entry::of)
                    .flatMap(Optional::stream)
                    .toList());
        }
    }

    private record Entry(Path file, long bytes, FileTime used) {
        static boolean isOurs(Path file) {
            String name = file.getFileName().toString();
            return name.endsWith(CodeDirectory.SUFFIX) || name.endsWith(".tmp");
        }

        static Optional<Entry> of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        boolean isLeftOver(Instant before) {
            return file.toString().endsWith(".tmp") && used.toInstant().isBefore(before);
        }
    }
}
