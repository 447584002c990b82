package io.sandglass.sandbox.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build took out of published archives, see {@code real-modules} in the pom. */
final class Jars {
    private static final Path FOLDER = Path.of("target", "real-modules");

    private Jars() {}

    static byte[] read(String file) {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            List<Path> found = all.filter(path -> path.getFileName().toString().equals(file))
                    .toList();
            if (found.size() != 1) {
                throw new IllegalStateException(file + " is " + found.size() + " times in " + FOLDER);
            }
            return Files.readAllBytes(found.get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
