package io.sandglass.store.journal;

import java.nio.file.Path;

/** Entries that were acknowledged cannot be read any more, or are not there. Nothing was changed. */
public final class JournalCorrupt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DamagedEntries damaged;
    private final long newest;
    private final String finding;

    /** @param newest seq of the last entry of the journal; that of the last damaged one if it is not known */
    JournalCorrupt(DamagedEntries damaged, long newest, String finding) {
        super("the journal " + damaged.file() + " is damaged at byte " + damaged.from() + ", where entry "
                + damaged.first() + " should be: " + finding
                + "; keep the whole directory as it is, check the disk, and restore a backup to another place");
        this.damaged = damaged;
        this.newest = newest;
        this.finding = finding;
    }

    /** Of one place, of which it is not known how many entries are lost there. */
    JournalCorrupt(Path file, long offset, long seq, String finding) {
        this(new DamagedEntries(file, offset, offset, seq, seq), seq, finding);
    }

    /** The segment, or the directory if a segment is missing. */
    public Path file() {
        return damaged.file();
    }

    /** What is wrong there. */
    public String finding() {
        return finding;
    }

    /** In bytes from the start of the file. */
    public long offset() {
        return damaged.from();
    }

    /** The first entry that cannot be had. */
    public long seq() {
        return damaged.first();
    }

    /** The last entry of those that cannot be had for this reason. */
    public long through() {
        return damaged.last();
    }

    /** The last entry of the journal; {@link #through()} if it is not known. */
    public long newest() {
        return newest;
    }
}
