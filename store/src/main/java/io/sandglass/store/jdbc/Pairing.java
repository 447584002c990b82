package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sql;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.journal.DamagedEntries;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.OpenedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database and the journal of a directory belong together.
 *
 * @param begun whether there was no journal, so that an empty one was begun
 */
record Pairing(DataDirectory directory, OpenedJournal journal, boolean begun) {
    private static final Logger log = LoggerFactory.getLogger(Pairing.class);

    /** While this is there, a journal that holds nothing was begun where there was none. */
    private static final String BEGINNING = "journal.beginning";

    /**
     * Whether there is no journal, so that one is to be begun, or a process that began one died before it went on from the
     * database.
     *
     * @throws StoreUnavailable if the disk fails
     */
    static boolean begins(DataDirectory directory) {
        Path note = directory.file(BEGINNING);
        if (Files.exists(note) || Files.exists(directory.file(OpenedJournal.DIRECTORY))) {
            return Files.exists(note);
        }
        try {
            if (Files.exists(directory.databaseFile())) {
                directory.write(note, "a journal is being begun that goes on from the database\n");
            }
            return true;
        } catch (IOException e) {
            throw new StoreUnavailable("cannot write " + note + ": " + e, e);
        }
    }

    /** It goes on from the database now. */
    static void begun(DataDirectory directory) {
        Path note = directory.file(BEGINNING);
        try {
            if (Files.deleteIfExists(note)) {
                DurableFiles.directory(directory.file(""));
            }
        } catch (IOException e) {
            log.warn("{} is of no use any more and cannot be deleted: {}", note, e.toString());
        }
    }

    /** Makes sure that the database is the one that follows the journal, and that it can be written to. */
    OpenDatabase of(OpenDatabase open) {
        try {
            return open.checked(() -> {
                Sql sql = new Sql(open.connection());
                Applied applied = Applied.read(sql);
                Applied checked =
                        applied.journal().isEmpty() ? new Applied(journal.id().id(), 0) : applied;
                check(checked);
                checked.adopt(sql);
                open.connection().commit();
                return open;
            });
        } catch (SQLException e) {
            throw SqlFailures.ofCall(e);
        }
    }

    private void check(Applied applied) {
        Path file = directory.databaseFile();
        Path kept = directory.file(OpenedJournal.DIRECTORY);
        Ledger ledger = journal.ledger();
        if (!applied.journal().equals(journal.id().id())) {
            throw new StoreCorrupt(file, "it follows another journal than the one in " + kept, null);
        }
        if (applied.seq() > ledger.lastSeq()) {
            goOnAfter(applied.seq());
        }
        if (applied.seq() < ledger.firstSeq() - 1) {
            throw StoreCorrupt.inside(
                    file,
                    "the journal in " + kept + " begins with entry " + ledger.firstSeq()
                            + ", but the database is older: it ends with entry " + applied.seq(),
                    null);
        }
    }

    /** Only where somebody took the journal away: else it may lie on a disk that is not mounted, or come back. */
    private void goOnAfter(long applied) {
        if (!begun || journal.ledger().lastSeq() > 0) {
            throw cut(applied);
        }
        journal.ledger().startAfter(applied);
        log.warn(
                "there is no journal in {}: a new one goes on from the database, which holds everything up to entry {};"
                        + " what was acknowledged after that, if anything, is lost",
                directory.file(OpenedJournal.DIRECTORY),
                applied);
    }

    private StoreCorrupt cut(long applied) {
        Path kept = directory.file(OpenedJournal.DIRECTORY);
        String found = "the database " + directory.databaseFile() + " holds everything up to entry " + applied
                + " of its journal, but the one in " + kept + " ends with entry "
                + journal.ledger().lastSeq() + ": the journal, or a part of it, is missing";
        return StoreCorrupt.journal(
                found + "; put it back if it is elsewhere; if it is lost, move " + kept
                        + " away, and the next start goes on from the database: only what was acknowledged after entry "
                        + applied + " is lost then, usually none or the last 0.1 s" + otherwise(applied),
                new NoSuchFileException(kept.toString()));
    }

    private String otherwise(long applied) {
        return newest(new BackupDirectory(directory))
                .map(newest -> "; 'sandglass restore " + newest + "' would go on with entry "
                        + BackupDirectory.seq(newest) + ", without the " + (applied - BackupDirectory.seq(newest))
                        + " behind it that the journal no longer holds")
                .orElse("");
    }

    /**
     * A journal without its name may be that of another database.
     *
     * @throws StoreCorrupt if the file with the name is missing, with what must be in it
     */
    static void checkNamed(DataDirectory directory, DatabaseFile file) {
        Path name = directory.file(OpenedJournal.ID);
        Path kept = directory.file(OpenedJournal.DIRECTORY);
        if (Files.exists(name) || !Files.exists(directory.databaseFile()) || !directory.hasCredentials("admin")) {
            return;
        }
        try (Session session = new Session(file.database(directory.databaseFile())::look)) {
            Applied applied = session.transaction(Applied::read);
            if (!applied.journal().isEmpty()) {
                throw StoreCorrupt.journal(
                        "the file " + name + ", which names the journal beside it, is missing; the database follows the"
                                + " journal " + applied.journal() + ", up to entry " + applied.seq() + ": if " + kept
                                + " is that one, make the file with 'echo " + applied.journal() + " begun-later > "
                                + name
                                + "', and nothing is lost",
                        new NoSuchFileException(name.toString()));
            }
        } catch (StoreUnavailable e) {
            log.debug("the database does not tell which journal it follows: {}", e.toString());
        }
    }

    /**
     * Where both journal and database are gone, an empty history must not begin in silence, and push the backups out.
     *
     * @throws StoreCorrupt if nothing but backups is left, with what to do
     */
    static void checkLeft(DataDirectory directory, Ledger ledger) {
        long last = ledger.lastSeq();
        if (ledger.firstSeq() <= last || Files.exists(directory.databaseFile())) {
            return;
        }
        BackupDirectory backups = new BackupDirectory(directory);
        newest(backups).filter(newest -> BackupDirectory.seq(newest) != last).ifPresent(newest -> {
            throw onlyBackups(directory.file(OpenedJournal.DIRECTORY), newest, last);
        });
    }

    /** @param last the entry that the journal went up to, as far as is known */
    private static StoreCorrupt onlyBackups(Path journal, Path newest, long last) {
        long seq = BackupDirectory.seq(newest);
        return StoreCorrupt.journal(
                "there is neither a database nor a journal in " + journal.getParent() + ", but there are backups in "
                        + newest.getParent() + ": put " + journal
                        + " back if it is elsewhere; if it is lost, 'sandglass"
                        + " restore " + newest + "' goes on with entry " + seq
                        + (last > seq ? ", without the " + (last - seq) + " behind it" : "")
                        + "; to begin with an empty history, move it and the backups away",
                new NoSuchFileException(journal.toString()));
    }

    private static Optional<Path> newest(BackupDirectory backups) {
        try {
            return backups.newestFirst().stream().findFirst();
        } catch (IOException e) {
            return Optional.empty(); // what cannot be listed cannot be restored from either
        }
    }

    /** The database has caught up, so it has what these entries said. */
    static void tell(DamagedEntries damaged) {
        log.warn(
                "{}; nothing is lost, as the database has what they said; check the disk, and whether somebody deletes"
                        + " or cuts files there",
                damaged.finding());
    }
}
