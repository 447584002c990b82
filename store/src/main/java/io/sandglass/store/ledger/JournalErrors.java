package io.sandglass.store.ledger;

import io.sandglass.store.codec.Unreadable;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.journal.JournalTooNew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people are told of a journal that cannot be read: what it is, where, and from what to go on.
 *
 * @param journal its directory
 * @param backups the copies that the store made for itself
 */
public record JournalErrors(Path journal, BackupDirectory backups) {
    private static final Logger log = LoggerFactory.getLogger(JournalErrors.class);

    StoreRefused of(JournalCorrupt e) {
        return StoreCorrupt.entries(
                "the journal " + e.file() + " is damaged at byte " + e.offset() + ", where entry " + e.seq()
                        + " should be: " + e.finding() + "; " + lost(e) + remedy(e.seq() - 1) + withoutEnd(e),
                new StoreCorrupt.Missing(e.seq(), e.through(), e.file() + " at byte " + e.offset()),
                e);
    }

    /** Of a journal that cannot be opened, as its last segment does not begin as one does; the database was not looked at. */
    StoreRefused ofOpening(JournalCorrupt e) {
        return StoreCorrupt.entries(
                "the journal " + e.file() + " is damaged at byte " + e.offset() + ", so that none of its entries from "
                        + e.seq() + " on can be read: " + e.finding()
                        + "; keep a copy of the whole directory, and check"
                        + " the disk; if the database is whole, move " + journal
                        + " away: the next start goes on from the"
                        + " database, and only what was acknowledged after the last entry that it has is lost, usually"
                        + " none or the last 0.1 s; else " + instead(e.seq() - 1),
                new StoreCorrupt.Missing(e.seq(), e.through(), e.file() + " at byte " + e.offset()),
                e);
    }

    private static String lost(JournalCorrupt e) {
        String damaged =
                "neither the database nor a backup has what " + (e.seq() == e.through() ? "it" : entries(e)) + " said";
        long behind = e.newest() - e.through();
        return behind == 0 ? damaged + "; " : damaged + ", and the " + behind + " behind cannot be used without it; ";
    }

    private static String entries(JournalCorrupt e) {
        return "entries " + e.seq() + " to " + e.through();
    }

    /** A file that ends too early is whole up to there, and only the mark tells that there was more. */
    private String withoutEnd(JournalCorrupt e) {
        try {
            boolean endsThere = Files.size(e.file()) <= e.offset() && e.through() == e.newest();
            return endsThere && own().isEmpty()
                    ? "; to go on without what " + entries(e) + " said, delete " + journal.resolve(Journal.END_MARK)
                    : "";
        } catch (IOException failure) {
            return ""; // it is gone as a whole
        }
    }

    StoreRefused of(JournalTooNew e) {
        return new StoreTooNew(e.getMessage() + "; use the program that wrote it, or a newer one", e);
    }

    /** @param seq of the entry, which is whole but holds what this program does not understand */
    StoreRefused of(long seq, Unreadable e) {
        String what = "entry " + seq + " of the journal in " + journal + " cannot be read: " + e.getMessage();
        return e.newer() ? new StoreTooNew(what, e) : StoreCorrupt.journal(what + "; " + remedy(seq - 1), e);
    }

    /** @param last what can be had of the journal */
    private String remedy(long last) {
        return "keep the whole directory as it is and check the disk; then " + instead(last);
    }

    private String instead(long last) {
        String asked = "a file that 'sandglass backup' wrote";
        return own().stream()
                .findFirst()
                .map(newest -> "'sandglass restore " + newest + "' goes on with what was acknowledged up to entry "
                        + Math.max(last, BackupDirectory.seq(newest)) + "; or restore " + asked)
                .orElse("restore " + asked + ", or move the directory away to start with an empty history");
    }

    private List<Path> own() {
        try {
            return backups.newestFirst();
        } catch (IOException e) {
            log.debug("cannot look for backups: {}", e.toString());
            return List.of();
        }
    }
}
