package io.sandglass.store.journal;

import java.nio.file.Path;

/** Entries that were acknowledged cannot be read any more, or are not there. Nothing was changed. */
public final class JournalCorrupt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;
    private final long seq;
    private final String finding;

    JournalCorrupt(Path file, long offset, long seq, String finding) {
        super("the journal " + file + " is damaged at byte " + offset + ", where entry " + seq + " should be: "
                + finding
                + "; keep the whole directory as it is, check the disk, and restore a backup to another place");
        this.file = file;
        this.offset = offset;
        this.seq = seq;
        this.finding = finding;
    }

    /** The segment, or the directory if a segment is missing. */
    public Path file() {
        return file;
    }

    /** What is wrong there. */
    public String finding() {
        return finding;
    }

    /** In bytes from the start of the file. */
    public long offset() {
        return offset;
    }

    /** The first entry that cannot be had. */
    public long seq() {
        return seq;
    }
}
