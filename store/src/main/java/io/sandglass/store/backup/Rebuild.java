package io.sandglass.store.backup;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.file.DiskFull;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the database anew when it is damaged or gone: from the newest backup that is good, or from nothing, if the journal
 * goes back far enough to bring it up to date. The damaged file is kept.
 */
public final class Rebuild {
    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final DataDirectory directory;
    private final DatabaseFile file;
    private final Ledger ledger;
    private final JournalId journal;
    private final Clock clock;
    private int runs;

    public Rebuild(DataDirectory directory, DatabaseFile file, OpenedJournal opened, Clock clock) {
        this.directory = directory;
        this.file = file;
        this.ledger = opened.ledger();
        this.journal = opened.id();
        this.clock = clock;
    }

    /** A time as it stands in names of files. */
    static String stamp(Instant at) {
        return STAMP.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** How often another database was put there. */
    public int runs() {
        return runs;
    }

    /** Whether there is a copy that has everything up to this entry of the journal, as its name says. */
    public boolean copiedThrough(long seq) {
        try {
            return new BackupDirectory(directory)
                    .newestFirst().stream().anyMatch(backup -> BackupDirectory.seq(backup) >= seq);
        } catch (IOException e) {
            throw new StoreUnavailable("cannot look for backups: " + e, e);
        }
    }

    /**
     * Puts another database in the place of the one that is damaged or gone.
     *
     * @param finding what is wrong with it
     * @throws StoreCorrupt if there is nothing to make it from; then everything is as it was
     * @throws io.sandglass.store.directory.StoreTooNew if a newer program wrote the journal; then everything is as it was
     * @throws StoreUnavailable if the disk is full or fails; then everything is as it was, and it may be tried again
     */
    public OpenDatabase run(String finding) {
        Path database = directory.databaseFile();
        DamagedDatabases kept = new DamagedDatabases(directory);
        Path aside = kept.next(clock.now());
        log.error("the database {} is damaged and will be rebuilt: {}", database, finding);
        boolean done = false;
        try {
            OpenDatabase made = made(database, aside)
                    .orElseThrow(() -> new StoreCorrupt(database, finding + "; " + missing(), null));
            done = true;
            runs++;
            kept.forgetOldest();
            return made;
        } catch (IOException | SQLException | StoreUnavailable e) {
            throw DiskFull.in(e, database)
                    ? full(e)
                    : new StoreUnavailable("the database " + database + " cannot be rebuilt: " + e, e);
        } finally {
            if (!done) {
                undo(database, aside);
            }
        }
    }

    private Optional<OpenDatabase> made(Path database, Path aside) throws IOException, SQLException {
        Optional<OpenDatabase> made = fromBackup(database, aside);
        if (made.isEmpty() && fromTheBeginning()) {
            checkReadable(0);
            log.warn("making the database anew from the {} entries of the journal", ledger.lastSeq());
            moveAside(database, aside);
            return Optional.of(file.prepare());
        }
        return made;
    }

    private StoreUnavailable full(Exception e) {
        return new StoreUnavailable(
                "the database " + directory.databaseFile()
                        + " cannot be rebuilt, because the disk is full; nothing is"
                        + " lost by that: free some space, as much as the newest file in "
                        + new BackupDirectory(directory).directory() + " takes unpacked, and it will be made",
                e);
    }

    private void undo(Path database, Path aside) {
        try {
            Files.deleteIfExists(file.draft());
            if (Files.exists(aside)) {
                Files.move(aside, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            log.error("the damaged database stays in {}: {}", aside, e.toString());
        }
    }

    /** Whether an empty database and the journal make a whole one; one that holds nothing may have been taken away. */
    private boolean fromTheBeginning() {
        return journal.whole() && ledger.firstSeq() == 1 && ledger.lastSeq() > 0;
    }

    private Optional<OpenDatabase> fromBackup(Path database, Path aside) throws IOException, SQLException {
        for (Path backup : backups()) {
            Path draft = file.draft();
            Optional<Applied> unpacked = unpacked(backup, draft);
            if (unpacked.isPresent()) {
                long applied = unpacked.get().seq();
                checkReadable(applied); // an older copy needs even more of the journal
                moveAside(database, aside);
                log.warn(
                        "restored the backup {}; entries {} to {} of the journal follow",
                        backup,
                        applied + 1,
                        ledger.lastSeq());
                return Optional.of(file.install(draft));
            }
        }
        return Optional.empty();
    }

    /**
     * The newest one first; none if they cannot be opened and are not needed.
     *
     * @throws StoreCorrupt if they are needed, and the password is missing
     */
    private List<Path> backups() throws IOException {
        List<Path> all = new BackupDirectory(directory).newestFirst();
        if (all.isEmpty() || directory.hasCredentials("admin")) {
            return all;
        }
        if (!fromTheBeginning()) {
            throw directory.withoutPassword("is missing", null);
        }
        return List.of();
    }

    /** What a backup has applied; empty if it cannot be used. */
    private Optional<Applied> unpacked(Path backup, Path draft) {
        try {
            BackupDirectory.extract(backup, draft);
            Applied applied = file.upgraded(draft);
            if (applied.journal().equals(journal.id()) && applied.seq() > ledger.lastSeq()) {
                throw cut(backup, applied.seq());
            }
            if (follows(applied)) {
                return Optional.of(applied);
            }
            log.warn(
                    "the backup {} is of no use: it ends at entry {} of journal {}",
                    backup,
                    applied.seq(),
                    applied.journal());
        } catch (StoreCorrupt | StoreUnavailable e) {
            throw e; // whatever it is, older copies do not help
        } catch (SQLException | IOException | RuntimeException e) {
            if (DiskFull.in(e, draft)) {
                throw full(e);
            }
            log.warn("the backup {} cannot be used: {}", backup, e.toString());
        }
        return Optional.empty();
    }

    /** Older copies, or none, would do with what is left of the journal, and what it has lost would be missed in silence. */
    private StoreCorrupt cut(Path backup, long seq) {
        Path kept = directory.file(OpenedJournal.DIRECTORY);
        return StoreCorrupt.journal(
                "the backup " + backup + " holds everything up to entry " + seq + " of the journal, but the one in "
                        + kept
                        + " ends with entry " + ledger.lastSeq() + ": the journal, or a part of it, is missing, and the"
                        + " database " + directory.databaseFile() + " is gone or damaged; put the journal back if it is"
                        + " elsewhere; if it is lost, 'sandglass restore " + backup + "' goes on with entry " + seq,
                new NoSuchFileException(kept.toString()));
    }

    private boolean follows(Applied applied) {
        return applied.journal().equals(journal.id())
                && applied.seq() >= ledger.firstSeq() - 1
                && applied.seq() <= ledger.lastSeq();
    }

    /** Reads all that is to follow, so that nothing is exchanged for what cannot be brought up to date. */
    private void checkReadable(long after) {
        if (after < ledger.lastSeq()) {
            ledger.replay(after, (seq, type, bytes) -> true);
        }
    }

    private static void moveAside(Path database, Path aside) throws IOException {
        if (Files.exists(database)) {
            Files.move(database, aside, StandardCopyOption.ATOMIC_MOVE);
            log.warn("the damaged database is kept as {}", aside);
        }
    }

    private String missing() {
        String backups = "there is no usable backup in " + new BackupDirectory(directory).directory();
        if (fromTheBeginning()) {
            return backups;
        }
        String journals = ledger.firstSeq() > ledger.lastSeq()
                ? "it holds nothing; if it was taken away, put it back"
                : "its entries before " + ledger.firstSeq() + " are forgotten";
        return backups + ", and the journal alone does not hold the whole history: "
                + (journal.whole() ? journals : "it was begun when there was a history already");
    }
}
