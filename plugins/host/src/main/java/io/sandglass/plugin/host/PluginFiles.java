package io.sandglass.plugin.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists the plugin files of the plugin directories, and sidecars without a module, in a stable order. */
final class PluginFiles {
    private final List<Path> directories;

    PluginFiles(List<Path> directories) {
        this.directories = directories;
    }

    /** @throws IOException if a directory is there but cannot be read */
    List<Path> list() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                all.addAll(list(directory));
            }
        }
        return all;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, PluginFiles::isPlugin)) {
            return sorted(stream);
        }
    }

    static List<Path> sorted(DirectoryStream<Path> stream) throws IOException {
        List<Path> files = new ArrayList<>();
        try {
            stream.forEach(files::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        files.sort(null);
        return files;
    }

    private static boolean isPlugin(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".jar") || name.endsWith(".wasm") || Sidecars.isStray(file));
    }
}
