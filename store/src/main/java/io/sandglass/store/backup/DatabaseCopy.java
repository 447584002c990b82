package io.sandglass.store.backup;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.file.OwnFiles;
import io.sandglass.store.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the database while it is in use, one copy at a time, and reads each to its end. Thread-safe. */
public final class DatabaseCopy implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseCopy.class);

    /** How long those who close wait for what is under way: with what else there is to do, stopping takes below ten seconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DatabaseFile file;
    private final Ledger ledger;
    private final JournalId journal;
    private final Path directory;
    private final Path database;
    private final Sessions sessions;
    private final Session session;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock turn = new ReentrantLock(true);

    public DatabaseCopy(DataDirectory data, DatabaseFile file, Ledger ledger, JournalId journal, Sessions sessions) {
        this.file = file;
        this.ledger = ledger;
        this.journal = journal;
        this.directory = new BackupDirectory(data).directory();
        this.database = data.databaseFile();
        this.sessions = sessions;
        this.session = sessions.add(new Session(file.database(data.databaseFile())::connect));
    }

    /** Ends what takes long when the store closes. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Does something while nobody else makes a copy, or forgets anything because of one.
     *
     * @throws StoreUnavailable if the store is closing
     */
    public <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            cancellation.check();
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Writes a zip file of H2's, with everything that the database has now.
     *
     * @return how far the copy goes
     * @throws StoreUnavailable if it cannot be written, or is not whole; then there is none
     */
    Applied to(Path target) {
        return inTurn(() -> {
            boolean whole = false;
            try {
                Applied applied = written(target);
                whole = true;
                return applied;
            } catch (IOException e) {
                throw new StoreUnavailable("cannot write the backup " + target + ": " + e.getMessage(), e);
            } finally {
                if (!whole) {
                    discard(target);
                }
            }
        });
    }

    /**
     * Ends what is under way as soon as it lets itself be ended: H2 looks at nothing while it writes its zip file. Later
     * calls fail.
     *
     * @param patience how long to wait for that
     * @return whether nothing is under way any more
     */
    boolean stop(Duration patience) {
        cancellation.ask();
        boolean quiet = Patience.await(patience, left -> turn.tryLock(left, TimeUnit.NANOSECONDS));
        if (quiet) {
            turn.unlock();
            sessions.end(session);
        }
        return quiet;
    }

    @Override
    public void close() {
        stop(PATIENCE);
    }

    /** Half a copy is of no use, and takes the room that the journal needs. */
    static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            log.warn("{} is half a backup and cannot be deleted: {}", draft, e.toString());
        }
    }

    /** A copy is mostly as large as the last one; the first may be as large as the database. */
    private void checkRoom() throws IOException {
        long size = Files.size(database);
        List<Path> kept = new BackupDirectory(directory).newestFirst();
        long copy = kept.isEmpty() ? size : Math.min(size, 2 * Files.size(kept.get(0)));
        FreeSpace.require(directory, size + copy);
    }

    private Applied written(Path target) throws IOException {
        DurableFiles.createDirectory(directory);
        OwnFiles.restrict(directory);
        Files.deleteIfExists(target);
        checkRoom();
        Applied before = session.transaction(Applied::read);
        session.transaction(sql -> sql.update("backup to '" + target.toString().replace("'", "''") + "'"));
        OwnFiles.restrict(target);
        Applied copied = CopyCheck.of(file, target, directory.resolve(BackupDirectory.ROOM), cancellation);
        if (!copied.journal().equals(journal.id())) {
            throw new IOException("it follows another journal");
        }
        if (copied.seq() < before.seq() || copied.seq() > ledger.lastSeq()) {
            throw new IOException("it ends at entry " + copied.seq() + " of the journal, and should at one from "
                    + before.seq() + " to " + ledger.lastSeq());
        }
        return copied;
    }
}
