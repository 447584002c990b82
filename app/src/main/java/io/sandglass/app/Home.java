package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory that holds everything of one installation's state.
 *
 * @param root absolute
 */
public record Home(Path root) {
    public Home {
        requireNonNull(root, "root");
        root = root.toAbsolutePath().normalize();
    }

    /** Plugin JARs and WASM modules. */
    public Path plugins() {
        return root.resolve("plugins");
    }

    /** Workflow files to deploy. */
    public Path workflows() {
        return root.resolve("workflows");
    }

    /** The database; nobody else's business. */
    public Path data() {
        return root.resolve("data");
    }

    /** Each module that has run, by its content, so that it can run again; made when the first one does. */
    public Path modules() {
        return root.resolve("modules");
    }

    /** Which modules may not run for what they did; survives a restore of {@link #data()}. */
    public Path quarantine() {
        return root.resolve("quarantine");
    }

    /** What can be made again. */
    public Path cache() {
        return root.resolve("cache");
    }

    /** The administrator's settings; need not exist. */
    public Path configuration() {
        return root.resolve("sandglass.yaml");
    }

    /** Where a service keeps the time by which it deletes old runs. */
    public Path clockFile() {
        return data().resolve("clock.json");
    }

    /** Where a running service says how to reach it. */
    public Path serviceFile() {
        return data().resolve("service.json");
    }

    /** Whether there is anything to look at. */
    public boolean exists() {
        return Files.isDirectory(data());
    }

    /**
     * Creates what is missing; {@code data} and {@code cache} for the owner only.
     *
     * @throws UncheckedIOException if that is not possible; the message names the directory
     */
    public Home create() {
        make(root, false);
        make(plugins(), false);
        make(workflows(), false);
        make(data(), true);
        make(cache(), true);
        return this;
    }

    private static void make(Path directory, boolean privately) {
        try {
            if (Files.isDirectory(directory)) {
                return;
            }
            Files.createDirectories(directory);
            if (privately
                    && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (FileAlreadyExistsException e) {
            throw new UncheckedIOException(directory + " is a file, but a directory is needed there", e);
        } catch (IOException e) {
            String why = e.getMessage() == null || directory.toString().startsWith(e.getMessage())
                    ? "no directory may be made there"
                    : e.getMessage();
            throw new UncheckedIOException("cannot create " + directory + ": " + why, e);
        }
    }
}
