package io.sandglass.store.ledger;

import io.sandglass.store.codec.Unreadable;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.journal.JournalTooNew;
import java.io.IOException;
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
                        + " should be: " + e.finding() + "; " + lost(e) + remedy(e.seq() - 1),
                new StoreCorrupt.Missing(e.seq(), e.through(), e.file() + " at byte " + e.offset()),
                e);
    }

    private static String lost(JournalCorrupt e) {
        String damaged = e.seq() == e.through()
                ? "neither the database nor a backup has what it said"
                : "neither the database nor a backup has what entries " + e.seq() + " to " + e.through() + " said";
        long behind = e.newest() - e.through();
        return behind == 0 ? damaged + "; " : damaged + ", and the " + behind + " behind cannot be used without it; ";
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
        String keep = "keep the whole directory as it is and check the disk; ";
        String asked = "a file that 'sandglass backup' wrote";
        return own().stream()
                .findFirst()
                .map(newest ->
                        keep + "then 'sandglass restore " + newest + "' goes on with what was acknowledged up to entry "
                                + Math.max(last, BackupDirectory.seq(newest)) + "; or restore " + asked)
                .orElse(keep + "then restore " + asked + ", or move the directory away to start with an empty history");
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
