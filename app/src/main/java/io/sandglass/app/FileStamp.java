package io.sandglass.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** What tells one state of a file from another without reading it. */
record FileStamp(String name, long size, Instant modified) {
    /** Empty if there is no such file, or if it is no regular one. */
    static Optional<FileStamp> of(Path path) {
        String name = path.getFileName().toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Instant modified = attributes.lastModifiedTime().toInstant();
            return Optional.of(new FileStamp(name, attributes.size(), modified))
                    .filter(stamp -> attributes.isRegularFile());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unknown(name)); // it is there, and may be fine a moment later
        }
    }

    /** The stamp of a file whose state could not be read; equals no other stamp. */
    static FileStamp unknown(String name) {
        return new FileStamp(name, -1, Instant.EPOCH);
    }
}
