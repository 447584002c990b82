package io.sandglass.app.cli;

import io.sandglass.migration.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was probably meant by a path that is not there: each misspelt part of it becomes the nearest one that is. */
final class PathGuess {
    /** So many entries of a directory are looked at. */
    private static final int MOST = 10_000;

    private PathGuess() {}

    /**
     * Words to put behind the statement that a file is not there, as in {@code "; did you mean 'x'?"}.
     *
     * @param missing as the user wrote it
     * @param extension of the files that are wanted, as in {@code .wasm}; empty if any are
     * @return about its directory if only that is near to one; empty if nothing is
     */
    static Optional<String> words(Path missing, String extension) {
        return file(missing, extension)
                .or(() -> misspeltDirectory(missing))
                .map(near -> "; did you mean '" + near + "'?");
    }

    private static Optional<Path> misspeltDirectory(Path missing) {
        Path parent = missing.getParent();
        return parent == null || Files.isDirectory(parent) ? Optional.empty() : directory(parent);
    }

    private static Optional<Path> file(Path missing, String extension) {
        Path name = missing.getFileName();
        return name == null
                ? Optional.empty()
                : directory(missing.getParent())
                        .flatMap(parent -> child(parent, name.toString(), extension, Files::isRegularFile));
    }

    /** Itself if it is there; the current one, as an empty path, for none. */
    private static Optional<Path> directory(@Nullable Path path) {
        if (path == null || Files.isDirectory(path)) {
            return Optional.of(path == null ? Path.of("") : path);
        }
        Path name = path.getFileName();
        return name == null
                ? Optional.empty()
                : directory(path.getParent()).flatMap(parent -> child(parent, name.toString(), "", Files::isDirectory));
    }

    private static Optional<Path> child(Path directory, String name, String extension, Predicate<Path> kind) {
        Path itself = directory.resolve(name);
        if (kind.test(itself)) {
            return Optional.of(itself);
        }
        List<String> names = names(directory, kind);
        return Stream.concat(
                        Stream.of(name + extension).filter(names::contains),
                        names.stream().filter(one -> one.startsWith(name + ".")))
                .findFirst()
                .or(() -> Suggestion.nearest(name, names))
                .map(directory::resolve);
    }

    private static List<String> names(Path directory, Predicate<Path> kind) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.limit(MOST)
                    .filter(kind)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
