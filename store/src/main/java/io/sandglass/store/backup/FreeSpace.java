package io.sandglass.store.backup;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps copies of the database from filling the disk that the journal is on: what is acknowledged comes first. */
final class FreeSpace {
    private static final long MEBIBYTE = 1024 * 1024;

    /** What the journal is to have left, at least: it reserves a megabyte at a time. */
    private static final long JOURNAL = 4 * MEBIBYTE;

    private FreeSpace() {}

    /**
     * Looks at the disk before anything is written.
     *
     * @param needed bytes, of a copy and of the database that is unpacked to be read
     * @throws IOException if there is not room for both and the journal; the message says how much there is
     */
    static void require(Path directory, long needed) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        if (disk.getTotalSpace() > 0) { // else it does not tell
            require(directory, disk.getUsableSpace(), needed);
        }
    }

    /** @param usable what the disk has left, in bytes */
    static void require(Path directory, long usable, long needed) throws IOException {
        if (usable < needed + needed / 8 + JOURNAL) { // while it is copied, the journal grows, and so may the database
            throw new IOException("it takes up to " + mebibytes(needed) + " MiB to make and to read, and the disk of "
                    + directory + " has " + usable / MEBIBYTE + " MiB left, which the journal needs; free some space");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }
}
