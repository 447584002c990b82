package io.sandglass.store.journal;

import java.nio.file.Path;

/**
 * Entries that were acknowledged and cannot be read any more.
 *
 * @param file  the segment; the directory if no segment is left
 * @param from  where the first of them begins, in bytes
 * @param to    where the next whole entry begins, in bytes; the end of the file if there is none in it
 * @param first seq of the first of them
 * @param last  seq of the last of them
 */
public record DamagedEntries(Path file, long from, long to, long first, long last) {
    /** Which they are, for people. */
    public String finding() {
        return from == to
                ? "entries " + first + " to " + last + " of the journal are missing: " + file + " ends before them"
                : file + " is damaged from byte " + from + " to " + to + ": entries " + first + " to " + last
                        + " of the journal cannot be read; the file is deleted once no backup needs it";
    }
}
