package io.sandglass.store.journal;

import java.nio.file.Path;

/**
 * Entries that were acknowledged and cannot be read any more.
 *
 * @param file  the segment
 * @param from  where the first of them begins, in bytes
 * @param to    where the next whole entry begins, in bytes; the end of the file if there is none in it
 * @param first seq of the first of them
 * @param last  seq of the last of them
 */
public record DamagedEntries(Path file, long from, long to, long first, long last) {}
