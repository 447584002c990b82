package io.sandglass.plugin.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a directory says of a file: a cheap sign that its content may have changed.
 *
 * @param changed the inode change time where the file system has one, which a copy cannot set back; else null
 */
record Fingerprint(
        long size,
        FileTime modified,
        @Nullable Object fileKey,
        @Nullable Object changed) {
    /** Equal to no file's: what is known by it is read again by the next scan. */
    static final Fingerprint UNKNOWN = new Fingerprint(-1, FileTime.fromMillis(0), null, null);

    /** Empty if there is no such regular file. */
    static Optional<Fingerprint> of(Path file) throws IOException {
        try {
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
            return basic.isRegularFile()
                    ? Optional.of(
                            new Fingerprint(basic.size(), basic.lastModifiedTime(), basic.fileKey(), changeTime(file)))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Whether the file was modified within the given time before {@code now}, so that someone may still be writing. */
    boolean isFresh(Instant now, Duration quiet) {
        return Duration.between(modified.toInstant(), now).abs().compareTo(quiet) < 0;
    }

    private static @Nullable Object changeTime(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return unix ? Files.getAttribute(file, "unix:ctime") : null;
    }
}
