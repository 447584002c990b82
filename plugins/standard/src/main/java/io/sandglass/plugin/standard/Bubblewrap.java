package io.sandglass.plugin.standard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How {@code bwrap} is asked for walls. Its options are documented in bwrap(1); file systems are made in the order in which they
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

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final AtomicReference<@Nullable Bubblewrap> KNOWN = new AtomicReference<>();

    /** The one that is installed, asked for its options until it answers once. @throws IllegalStateException if none is */
    static Bubblewrap installed() {
        Bubblewrap known = KNOWN.get();
        if (known == null) {
            known = asked(Tools.require("bwrap"), LONGEST);
            KNOWN.set(known);
        }
        return known;
    }

    /** @throws IllegalStateException if it does not start, or does not answer within this time */
    static Bubblewrap asked(String tool, Duration longest) {
        return new Bubblewrap(tool, helpOf(tool, longest).contains("--size"));
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

    /** Far less than a pipe holds, so it ends before anyone reads. */
    private static String helpOf(String tool, Duration longest) {
        try {
            Process help =
                    new ProcessBuilder(tool, "--help").redirectErrorStream(true).start();
            try {
                help.getOutputStream().close();
                if (!help.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException(
                            "bwrap did not tell its options within " + longest.toMillis() + " ms");
                }
                return new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                help.destroyForcibly();
            }
        } catch (IOException e) {
            throw new IllegalStateException("bwrap does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while bwrap told its options", e);
        }
    }
}
