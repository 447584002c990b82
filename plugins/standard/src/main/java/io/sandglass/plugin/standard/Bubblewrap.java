package io.sandglass.plugin.standard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How {@code bwrap} is asked for walls. Its options are told in bwrap(1); file systems are made in the order in which they
 * are asked for, so what makes them read-only comes last.
 *
 * @param tool the whole path of bwrap
 * @param sizes whether it can bound a tmpfs, as it can since 0.7; without that nothing may be written to one, since its
 *     default is half of the machine's memory
 */
record Bubblewrap(String tool, boolean sizes) {
    private static final List<String> LIBRARIES = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64");
    /** What the loader and Debian's links to programs need. */
    private static final List<String> SETTINGS = List.of("/etc/ld.so.cache", "/etc/alternatives");

    private static final List<String> WRITABLE = List.of("/tmp", "/work", "/dev/shm");

    /** The one that is installed. @throws IllegalStateException if there is none */
    static Bubblewrap installed() {
        String tool = Tools.require("bwrap");
        return new Bubblewrap(tool, helpOf(tool).contains("--size"));
    }

    /** @param bytes most that the program may write, over all its files and directories */
    List<String> walls(String program, long bytes) {
        List<String> walls = new ArrayList<>(List.of(tool, "--unshare-all", "--die-with-parent", "--new-session"));
        walls.addAll(List.of("--cap-drop", "ALL", "--ro-bind", "/usr", "/usr"));
        LIBRARIES.forEach(directory -> walls.addAll(beside(Path.of(directory))));
        SETTINGS.forEach(file -> walls.addAll(List.of("--ro-bind-try", file, file)));
        walls.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        WRITABLE.forEach(directory -> walls.addAll(writable(directory, bytes / WRITABLE.size())));
        if (!program.startsWith("/usr/")) {
            walls.addAll(List.of("--ro-bind-try", program, program));
        }
        walls.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work", "--"));
        return walls;
    }

    private List<String> writable(String directory, long bytes) {
        return sizes
                ? List.of("--size", Long.toString(Math.max(1, bytes)), "--tmpfs", directory)
                : List.of("--dir", directory);
    }

    /** Most systems have links into {@code /usr} there, some have directories. */
    private static List<String> beside(Path directory) {
        try {
            return Files.isSymbolicLink(directory)
                    ? List.of("--symlink", Files.readSymbolicLink(directory).toString(), directory.toString())
                    : List.of("--ro-bind-try", directory.toString(), directory.toString());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String helpOf(String tool) {
        try {
            Process help =
                    new ProcessBuilder(tool, "--help").redirectErrorStream(true).start();
            help.getOutputStream().close();
            return new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("bwrap does not start: " + e.getMessage(), e);
        }
    }
}
