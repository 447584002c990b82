package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.DatabaseCopy;
import io.sandglass.store.backup.Rebuild;
import io.sandglass.store.backup.RequestedBackups;
import io.sandglass.store.backup.Restore;
import io.sandglass.store.backup.ScheduledBackups;
import io.sandglass.store.database.Damage;
import io.sandglass.store.database.Database;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.Credentials;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.schema.Schema;
import io.sandglass.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where one store's journal and database live: a directory that it holds, or memory. Used by one thread at a time. */
final class Home implements AutoCloseable {
    private final Ledger ledger;
    private final @Nullable OnDisk disk;

    /** Another one after {@link #rebuild}. */
    private OpenDatabase open;

    private Home(Ledger ledger, @Nullable OnDisk disk, OpenDatabase open) {
        this.ledger = ledger;
        this.disk = disk;
        this.open = open;
    }

    /** @param begun whether there was no journal where one should be */
    private record OnDisk(
            DataDirectory directory, DatabaseFile file, Rebuild rebuild, JournalId journal, boolean begun) {
        Pairing pairing(Ledger ledger) {
            return new Pairing(directory, new OpenedJournal(journal, ledger), begun);
        }
    }

    static Home open(StoreSettings settings, String scheme) {
        return settings.directory().map(path -> onDisk(path, settings, scheme)).orElseGet(Home::inMemory);
    }

    Ledger ledger() {
        return ledger;
    }

    Database database() {
        return open.database();
    }

    /** The connection to write with, which holds the database open; whoever takes it closes it. */
    Connection connection() {
        return open.connection();
    }

    Credentials readerCredentials() {
        return disk == null
                ? Credentials.random(ReaderAccess.USER)
                : disk.directory().renewableCredentials(ReaderAccess.USER);
    }

    Optional<Path> readerFile() {
        return Optional.ofNullable(disk).map(held -> held.directory().file(ReaderAccess.USER + ".json"));
    }

    Optional<DataDirectory> directory() {
        return Optional.ofNullable(disk).map(OnDisk::directory);
    }

    /** Empty in memory. */
    Optional<ScheduledBackups> backups(StoreSettings settings, Sessions sessions) {
        return Optional.ofNullable(disk)
                .map(held -> new ScheduledBackups(
                        held.directory(),
                        new DatabaseCopy(held.directory(), held.file(), ledger, held.journal(), sessions),
                        new OpenedJournal(held.journal(), ledger),
                        settings.backups(),
                        settings.clock()));
    }

    /** Null in memory. */
    @Nullable
    RequestedBackups requested(@Nullable PayloadFiles payloads, Optional<ScheduledBackups> backups, Clock clock) {
        return disk == null || payloads == null || backups.isEmpty()
                ? null
                : new RequestedBackups(disk.directory(), payloads, backups.get().copy(), clock);
    }

    /** Empty in memory. */
    Optional<PayloadFiles> payloads(StoreSettings settings) {
        return directory().map(held -> held.payloads(settings.payloadThreshold(), settings.clock()));
    }

    /** The name of the journal; empty in memory. */
    String journal() {
        return disk == null ? "" : disk.journal().id();
    }

    /** What is wrong with the database's file, if this failure says so. */
    Optional<String> damage(Throwable failure) {
        return directory().flatMap(held -> Damage.ofWriting(failure, held.databaseFile()));
    }

    /** How often the database was made anew since this was opened, and while. */
    int rebuilds() {
        return disk == null ? 0 : disk.rebuild().runs();
    }

    /**
     * Makes the database anew, which nobody has open any more.
     *
     * @throws StoreCorrupt if that is not possible
     */
    void rebuild(String finding) {
        if (disk == null) {
            throw new IllegalStateException("a database in memory cannot be rebuilt: " + finding);
        }
        open = disk.pairing(ledger).of(disk.rebuild().run(finding));
    }

    /**
     * Puts a copy in the place of the database, which nobody has open any more, if that copy is newer than the entries of the
     * journal which the database needs and which cannot be read.
     *
     * @throws StoreCorrupt the given one if there is no such copy
     */
    void bridge(StoreCorrupt damage) {
        long missing = damage.missing().map(StoreCorrupt.Missing::last).orElseThrow(() -> damage);
        if (disk == null || !disk.rebuild().copiedThrough(missing)) {
            throw damage;
        }
        rebuild("it needs damaged entries of the journal: " + damage.finding());
    }

    /** To be called once the database has caught up. */
    void tellDamaged() {
        ledger.damaged().forEach(Pairing::tell);
    }

    /**
     * Opens the database again, which nobody has open any more; makes it anew if it turns out to be damaged.
     *
     * @return the connection that holds it open
     * @throws StoreUnavailable if that does not work now
     * @throws StoreCorrupt if it is damaged, and there is nothing to make it from
     */
    Connection reopen() {
        if (disk == null) {
            throw new StoreUnavailable("a database in memory is gone once it is closed");
        }
        open = opened(disk, ledger);
        return open.connection();
    }

    @Override
    public void close() {
        try {
            ledger.close();
        } finally {
            directory().ifPresent(DataDirectory::close);
        }
    }

    private static Home onDisk(Path path, StoreSettings settings, String scheme) {
        DataDirectory directory = DataDirectory.open(path);
        try {
            Restore.checkFinished(directory);
            new BackupDirectory(directory).returnPassword(directory);
            DatabaseFile file = new DatabaseFile(directory, scheme, Schema.CURRENT);
            Pairing.checkNamed(directory, file);
            boolean begun = Pairing.begins(directory);
            OpenedJournal journal = OpenedJournal.open(directory, settings.durability());
            try {
                Pairing.checkLeft(directory, journal.ledger());
                Rebuild rebuild = new Rebuild(directory, file, journal, settings.clock());
                OnDisk disk = new OnDisk(directory, file, rebuild, journal.id(), begun);
                Home home = new Home(journal.ledger(), disk, opened(disk, journal.ledger()));
                Pairing.begun(directory);
                return home;
            } catch (RuntimeException e) {
                journal.ledger().close();
                throw e;
            }
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static OpenDatabase opened(OnDisk disk, Ledger ledger) {
        if (ledger.lastSeq() > 0 && !Files.exists(disk.directory().databaseFile())) {
            return disk.pairing(ledger).of(disk.rebuild().run("the file is gone"));
        }
        try {
            return disk.pairing(ledger).of(disk.file().prepare());
        } catch (StoreCorrupt | StoreUnavailable e) {
            Path database = disk.directory().databaseFile();
            return disk.pairing(ledger)
                    .of(disk.rebuild().run(Damage.in(e, database).orElseThrow(() -> e)));
        }
    }

    /** A database in memory lives as long as a connection to it. */
    private static Home inMemory() {
        return inMemory(new MemoryLedger());
    }

    /** A database in memory which follows this ledger from its beginning. */
    static Home inMemory(Ledger ledger) {
        Database database = new Database("mem:sandglass-" + UUID.randomUUID(), Credentials.random("admin"));
        try {
            OpenDatabase open = new OpenDatabase(database, database.connect());
            open.checked(() -> {
                Schema.CURRENT.migrate(
                        database.url(),
                        database.admin().user(),
                        database.admin().password());
                return true;
            });
            return over(ledger, open);
        } catch (SQLException e) {
            throw SqlFailures.ofCall(e);
        }
    }

    /** A database in memory which is there already and follows this ledger. */
    static Home over(Ledger ledger, OpenDatabase open) {
        return new Home(ledger, null, open);
    }
}
