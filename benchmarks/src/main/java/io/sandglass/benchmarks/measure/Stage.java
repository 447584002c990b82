package io.sandglass.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a measurement takes place.
 *
 * @param scratch directory for data, on a real disk
 * @param sandglass the command that is measured where a process of its own is, and its first words
 * @param scale what sizes are multiplied with: 1 for the real ones, 0.001 for a test that it all works
 * @param peers whether other systems contend too
 * @param history node runs in a long history, before scaling
 */
public record Stage(Path scratch, List<String> sandglass, double scale, boolean peers, int history) {
    public Stage {
        requireNonNull(scratch, "scratch");
        sandglass = List.copyOf(sandglass);
        if (!(scale > 0)) {
            throw new IllegalArgumentException("the scale must be over 0, but is " + scale);
        }
    }

    /** This many at the stage's scale; at least 1. */
    public int size(int full) {
        return (int) Math.max(1, Math.round(full * scale));
    }

    /** A new directory for data. */
    public Path directory(String prefix) {
        try {
            Files.createDirectories(scratch);
            return Files.createTempDirectory(scratch, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory in " + scratch, e);
        }
    }

    /** Deletes all data. */
    public void clear() throws IOException {
        if (!Files.exists(scratch)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(scratch)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
