package io.sandglass.plugin.standard;

import java.io.File;
import java.util.List;
import java.util.Optional;

/** Finds programs of the system where systems have them, whatever {@code PATH} says. */
final class Tools {
    private static final List<String> DIRECTORIES = List.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/");

    private Tools() {}

    static Optional<String> find(String name) {
        return DIRECTORIES.stream()
                .map(directory -> directory + name)
                .filter(file -> new File(file).canExecute())
                .findFirst();
    }

    /** @throws IllegalStateException if it is not there */
    static String require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("the program '" + name + "' is not installed"));
    }
}
