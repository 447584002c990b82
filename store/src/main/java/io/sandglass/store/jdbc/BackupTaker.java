package io.sandglass.store.jdbc;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database while it is in use, on a thread of its own, and lets the journal forget what every copy that is kept
 * has. A copy counts only after it has been opened and asked how far it goes.
 */
final class BackupTaker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackupTaker.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final DataDirectory data;
    private final DatabaseFile file;
    private final Ledger ledger;
    private final JournalId journal;
    private final BackupSettings settings;
    private final Backups backups;
    private final Session session;
    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** How large the journal was after the last backup. */
    private volatile long bytesThen;

    private final Thread thread = new Thread(this::run, "sandglass-backup");

    BackupTaker(DataDirectory data, DatabaseFile file, Ledger ledger, JournalId journal, BackupSettings settings) {
        this.data = data;
        this.file = file;
        this.ledger = ledger;
        this.journal = journal;
        this.settings = settings;
        this.backups = new Backups(data);
        this.session = new Session(file.database(data.databaseFile())::connect);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Copies the database into a zip file of H2's.
     *
     * @return how far the copy goes
     */
    Applied copy(Path target) {
        turn.lock();
        boolean whole = false;
        try {
            Files.createDirectories(backups.directory());
            DataDirectory.ownerOnly(backups.directory(), "rwx------");
            Files.deleteIfExists(target);
            session.transaction(
                    sql -> sql.update("backup to '" + target.toString().replace("'", "''") + "'"));
            DataDirectory.ownerOnly(target, "rw-------");
            Applied applied = checked(target);
            whole = true;
            return applied;
        } catch (IOException e) {
            throw new StoreUnavailable("cannot write the backup " + target + ": " + e, e);
        } finally {
            if (!whole) {
                discard(target);
            }
            turn.unlock();
        }
    }

    /** Half a copy is of no use, and takes the room that the journal needs. */
    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            log.warn("{} is half a backup and cannot be deleted: {}", draft, e.toString());
        }
    }

    /** Makes a copy to keep, and forgets what is no longer needed. */
    void take() {
        Path draft = backups.directory().resolve("backup.new");
        Applied applied = copy(draft);
        if (!applied.journal().equals(journal.id())) {
            throw new StoreUnavailable("the backup follows another journal");
        }
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Path kept = backups.directory().resolve(Backups.name(applied.seq(), Rebuild.stamp()));
            Fault.at(FaultPoint.BACKUP_BEFORE_RENAME);
            Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Fault.at(FaultPoint.BACKUP_AFTER_RENAME);
            log.info("backup {}: {} bytes, up to entry {}", kept, Files.size(kept), applied.seq());
            forget();
            bytesThen = journalBytes();
        } catch (IOException e) {
            throw new StoreUnavailable("cannot keep the backup " + draft + ": " + e, e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        session.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a failure it looks less and less often: each try may take as much room as the database. */
    private void run() {
        Duration pause = LOOK_EVERY;
        while (!waited(pause)) {
            try {
                if (due()) {
                    take();
                }
                pause = LOOK_EVERY;
            } catch (IOException | RuntimeException e) {
                pause = shorter(pause.multipliedBy(3), LONGEST_PAUSE);
                log.error("no backup could be made; the journal is kept until there is one, next try in {}", pause, e);
            }
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** @return whether the store is closing */
    private boolean waited(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean due() throws IOException {
        List<Path> kept = backups.newestFirst();
        boolean news = kept.isEmpty() || Backups.seq(kept.get(0)) < ledger.lastSeq();
        if (!news) {
            return false;
        }
        Path since = kept.isEmpty() ? data.file(OpenedJournal.ID) : kept.get(0);
        FileTime last = Files.getLastModifiedTime(since);
        boolean old = last.toInstant().plus(settings.every()).isBefore(Instant.now());
        boolean needed = kept.isEmpty() && !journal.whole(); // without one a damaged file could not be made anew
        return old || needed || journalBytes() - bytesThen >= settings.journalBytes();
    }

    private long journalBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> segments = Files.list(data.file(OpenedJournal.DIRECTORY))) {
            for (Path segment : segments.toList()) {
                bytes += Files.size(segment);
            }
        }
        return bytes;
    }

    private Applied checked(Path zip) throws IOException {
        Path copy = backups.directory().resolve("backup-check.mv.db");
        Files.deleteIfExists(copy);
        try {
            Backups.extract(zip, copy);
            try (Connection connection = file.database(copy).look()) {
                return Applied.read(new Sql(connection));
            }
        } catch (SQLException e) {
            throw new IOException("the copy cannot be read: " + Failures.brief(e), e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void forget() throws IOException {
        List<Path> all = backups.newestFirst();
        for (Path old : all.subList(Math.min(settings.keep(), all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
        Optional<Path> oldest = all.stream().limit(settings.keep()).reduce((newer, older) -> older);
        oldest.ifPresent(backup -> ledger.forgetThrough(Backups.seq(backup)));
    }
}
