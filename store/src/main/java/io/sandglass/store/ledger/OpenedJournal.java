package io.sandglass.store.ledger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.DirectoryLock;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.journal.JournalSettings;
import io.sandglass.store.journal.JournalTooNew;
import io.sandglass.store.journal.JournalUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The journal in a data directory, which is begun there if there is none yet. */
public record OpenedJournal(JournalId id, Ledger ledger) {
    /** Of the journal, in the data directory. */
    public static final String DIRECTORY = "journal";

    /** The file that names the journal, beside it. */
    public static final String ID = "journal.id";

    /**
     * Opens it. Nothing is written to it, and nothing cut off, before its own lock is held.
     *
     * @throws io.sandglass.store.directory.StoreLocked if it is open elsewhere
     * @throws StoreCorrupt if it is damaged
     * @throws io.sandglass.store.directory.StoreTooNew if a newer program wrote it
     * @throws StoreUnavailable if the disk fails
     */
    public static OpenedJournal open(DataDirectory data, Durability durability) {
        Path directory = data.file(DIRECTORY);
        JournalErrors errors = new JournalErrors(directory, new BackupDirectory(data));
        try {
            JournalId id = id(data, directory);
            return new OpenedJournal(
                    id,
                    ledger(data.lock(directory), JournalSettings.in(directory).with(durability), errors));
        } catch (JournalCorrupt e) {
            throw errors.ofOpening(e);
        } catch (JournalTooNew e) {
            throw errors.of(e);
        } catch (IOException | JournalUnavailable e) {
            throw new StoreUnavailable("cannot use the journal in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Ledger ledger(DirectoryLock lock, JournalSettings settings, JournalErrors errors) {
        boolean opened = false;
        try {
            Ledger ledger = new JournalLedger(Journal.open(settings), errors, lock::close);
            opened = true;
            return ledger;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static JournalId id(DataDirectory data, Path directory) throws IOException {
        Path file = data.file(ID);
        Optional<JournalId> known = JournalId.read(file);
        if (known.isPresent()) {
            return known.get();
        }
        if (holdsFiles(directory)) {
            throw new StoreCorrupt(
                    data.databaseFile(), "the file " + file + ", which names the journal beside it, is missing", null);
        }
        JournalId id = JournalId.random(!Files.exists(data.databaseFile()));
        data.write(file, id.text());
        return id;
    }

    private static boolean holdsFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> !file.endsWith(DataDirectory.INNER_LOCK));
        }
    }
}
