package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of a journal: all that this package asks of a file system. */
interface Disk {
    /** Where a file of that name is, for messages. */
    Path path(String name);

    List<String> names() throws IOException;

    /** Whether there is a file of that name; costs a microsecond. */
    default boolean exists(String name) throws IOException {
        return identity(name) != null;
    }

    /** In bytes; 0 if there is none. */
    default long size(String name) throws IOException {
        try (DiskFile file = open(name)) {
            return file.size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** A new empty file, in place of one of that name if there is one. */
    DiskFile create(String name) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if there is none */
    DiskFile open(String name) throws IOException;

    /** Replaces {@code to} if there is one. */
    void rename(String from, String to) throws IOException;

    /**
     * What tells a file from another one that has its name later; with an empty name, the directory itself. Null if there is
     * none.
     */
    @Nullable
    Object identity(String name) throws IOException;

    void delete(String name) throws IOException;

    /** Makes creations, renames and deletions so far survive the loss of power. */
    void sync() throws IOException;
}
