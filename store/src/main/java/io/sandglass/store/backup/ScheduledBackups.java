package io.sandglass.store.backup;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database when that is due, on a thread of its own, and lets the journal forget what every copy that is kept
 * has.
 */
public final class ScheduledBackups implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScheduledBackups.class);
    /** Tests whose services do not live that long make it short. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(Long.getLong("sandglass.backup.lookMillis", 20_000));

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final DataDirectory data;
    private final Ledger ledger;
    private final JournalId journal;
    private final Clock clock;
    private final BackupSettings settings;
    private final BackupDirectory backups;
    private final DatabaseCopy copy;
    private final JournalGrowth growth;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "sandglass-backup");
    private volatile @Nullable String trouble;

    public ScheduledBackups(
            DataDirectory data, DatabaseCopy copy, OpenedJournal opened, BackupSettings settings, Clock clock) {
        this.data = data;
        this.ledger = opened.ledger();
        this.journal = opened.id();
        this.clock = clock;
        this.settings = settings;
        this.backups = new BackupDirectory(data);
        this.copy = copy;
        this.growth = new JournalGrowth(ledger, settings.journalBytes());
        thread.setDaemon(true);
    }

    /** Puts the copies in order, which another process may have left, and looks from now on whether a copy is due. */
    public void start() {
        try {
            backups.tidy();
            if (!backups.newestFirst().isEmpty()) {
                backups.keepPassword(data);
            }
        } catch (IOException e) {
            log.warn("cannot put {} in order: {}", backups.directory(), e.toString());
        }
        thread.start();
    }

    /** What makes the copies. */
    public DatabaseCopy copy() {
        return copy;
    }

    /** Makes a copy to keep, and forgets what is no longer needed. */
    public void take() {
        copy.inTurn(() -> {
            Path draft = backups.directory().resolve(BackupDirectory.NEXT);
            Applied applied = copy.to(draft);
            try {
                keep(draft, applied);
            } catch (IOException e) {
                DatabaseCopy.discard(draft);
                throw new StoreUnavailable("cannot keep the backup " + draft + ": " + e.getMessage(), e);
            }
            forget();
            return applied;
        });
    }

    /** Whether there should be another copy by now. */
    public boolean due() throws IOException {
        List<Path> kept = backups.newestFirst();
        long through = kept.isEmpty() ? 0 : BackupDirectory.seq(kept.get(0));
        if (!kept.isEmpty() && through >= ledger.lastSeq()) {
            return false;
        }
        Path since = kept.isEmpty() ? data.file(OpenedJournal.ID) : kept.get(0);
        FileTime last = Files.getLastModifiedTime(since);
        boolean old = last.toInstant().plus(settings.every()).isBefore(clock.now());
        boolean needed = kept.isEmpty() && !journal.whole(); // without one a damaged file could not be rebuilt
        return old || needed || growth.since(through) >= settings.journalBytes();
    }

    /**
     * Ends, together with whatever else is made or compared in turn with the copies. What is not ready after five seconds is
     * left to itself: half a copy goes away at the next start.
     *
     * @return whether all of it has ended
     */
    public boolean stop() {
        closing.countDown();
        boolean quiet = copy.stop(DatabaseCopy.PATIENCE);
        return quiet && Patience.await(DatabaseCopy.PATIENCE, this::joined);
    }

    @Override
    public void close() {
        stop();
    }

    /** After a failure it looks less and less often: each try may take as much room as the database. */
    private void run() {
        Duration pause = LOOK_EVERY;
        while (!waited(pause)) {
            pause = looked(pause);
        }
    }

    /**
     * Makes a copy if one is due.
     *
     * @param pause since it looked last
     * @return until it is to look again
     */
    public Duration looked(Duration pause) {
        try {
            if (due()) {
                take();
            }
            trouble = null;
            return LOOK_EVERY;
        } catch (IOException | RuntimeException | Error e) { // with this thread the journal would grow for ever
            if (closing.getCount() == 0) {
                return LOOK_EVERY;
            }
            Duration longer = shorter(pause.multipliedBy(3), LONGEST_PAUSE);
            String reason = String.valueOf(e instanceof Error ? e : e.getMessage());
            trouble = reason;
            log.error("{}; the journal keeps what a backup needs, next try in {}", reason, longer, e);
            return longer;
        }
    }

    /** The entry that the oldest copy is up to; {@link Long#MAX_VALUE} without one. */
    public long oldest() throws IOException {
        return backups.newestFirst().stream()
                .mapToLong(BackupDirectory::seq)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Why no copy could be made when one was due. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private boolean joined(long nanos) throws InterruptedException {
        if (thread.isAlive()) {
            thread.join(1 + nanos / 1_000_000);
        }
        return !thread.isAlive();
    }

    /** @return whether the store is closing */
    private boolean waited(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Nothing is deleted before the copy has its name for good. */
    private void keep(Path draft, Applied applied) throws IOException {
        Path kept = backups.directory().resolve(BackupDirectory.name(applied.seq(), Rebuild.stamp(clock.now())));
        Files.setLastModifiedTime(draft, FileTime.from(clock.now()));
        backups.keepPassword(data);
        Fault.at(FaultPoint.BACKUP_BEFORE_RENAME);
        DurableFiles.move(draft, kept);
        Fault.at(FaultPoint.BACKUP_AFTER_RENAME);
        log.info("backup {}: {} bytes, up to entry {}", kept, Files.size(kept), applied.seq());
    }

    private void forget() {
        try {
            List<Path> all = backups.newestFirst();
            for (Path old : all.subList(Math.min(settings.keep(), all.size()), all.size())) {
                Files.deleteIfExists(old);
            }
            Optional<Path> oldest = all.stream().limit(settings.keep()).reduce((newer, older) -> older);
            oldest.ifPresent(backup -> ledger.forgetThrough(BackupDirectory.seq(backup)));
        } catch (IOException | StoreUnavailable e) {
            throw new StoreUnavailable("there is a new backup, but older ones cannot be deleted: " + e.getMessage(), e);
        }
    }
}
