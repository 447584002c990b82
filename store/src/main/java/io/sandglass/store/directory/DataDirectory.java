package io.sandglass.store.directory;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.file.OwnFiles;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds the database, held by one store at a time. Everything in it is for its owner only, where the
 * file system knows owners.
 */
public final class DataDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    /** The file of the database. */
    public static final String DATABASE = "sandglass.mv.db";

    /** The directory of the payloads that are too large for records. */
    public static final String PAYLOADS = "payloads";

    /** The file of a {@linkplain #lock lock} in its directory. */
    public static final String INNER_LOCK = "lock";

    private final Path directory;
    private final DirectoryLock lock;

    private DataDirectory(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Creates the directory if need be and takes its lock.
     *
     * @throws StoreLocked if another store holds it
     */
    public static DataDirectory open(Path directory) {
        try {
            create(directory);
            Path real = directory.toRealPath();
            return new DataDirectory(real, DirectoryLock.take(real));
        } catch (IOException e) {
            throw new StoreUnavailable("cannot use the data directory " + directory + ": " + e, e);
        }
    }

    /**
     * Takes the lock of a directory that is there, and changes nothing in it.
     *
     * @throws StoreLocked if another store holds it
     */
    public static DataDirectory look(Path directory) {
        try {
            Path real = directory.toRealPath();
            return new DataDirectory(real, DirectoryLock.look(real));
        } catch (IOException e) {
            throw new StoreUnavailable("cannot use the data directory " + directory + ": " + e, e);
        }
    }

    /**
     * Takes a lock within a directory of this one, which is made if need be. It keeps out whoever found this one free because
     * somebody had deleted its lock.
     *
     * @throws StoreLocked if another store holds it
     */
    public DirectoryLock lock(Path inner) throws IOException {
        DurableFiles.createDirectory(inner);
        return DirectoryLock.take(directory, inner.resolve(INNER_LOCK));
    }

    /** May not be there yet. */
    public Path databaseFile() {
        return directory.resolve(DATABASE);
    }

    /** A file of this name in it. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Holds the password of the database; may not be there. */
    Path passwordFile() {
        return directory.resolve("admin.json");
    }

    /** The payloads that are too large for records. */
    public PayloadFiles payloads(int threshold, Clock clock) {
        return new PayloadFiles(file(PAYLOADS), threshold, clock);
    }

    /** The same for who only reads them. */
    public PayloadFiles payloads() {
        return payloads(Integer.MAX_VALUE, Clock.system());
    }

    /** The user's password, made at the first call ever and kept in {@code name.json}. */
    public Credentials credentials(String name) {
        Path file = directory.resolve(name + ".json");
        try {
            return Files.exists(file) ? read(file) : write(file, Credentials.random(name));
        } catch (NoCredentials e) {
            throw name.equals("admin")
                    ? withoutPassword("does not hold a user and a password", e)
                    : new StoreUnavailable(file + " does not hold a user and a password; delete it", e);
        } catch (IOException e) {
            throw new StoreUnavailable("cannot read or write " + file + ": " + e, e);
        }
    }

    /**
     * The same of a user whose password the store resets at each start: a file that holds none is written again.
     *
     * @throws StoreUnavailable if the disk does not take it
     */
    public Credentials renewableCredentials(String name) {
        Path file = directory.resolve(name + ".json");
        try {
            if (Files.exists(file)) {
                Optional<Credentials> kept = Credentials.parse(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .filter(found -> found.user().equals(name));
                if (kept.isPresent()) {
                    return kept.get();
                }
                log.warn(
                        "{} does not hold the password of {} and is written again; whoever used it must read it again",
                        file,
                        name);
            }
            return write(file, Credentials.random(name));
        } catch (IOException e) {
            throw new StoreUnavailable("cannot read or write " + file + ": " + e, e);
        }
    }

    /** Whether the user has a password already. */
    public boolean hasCredentials(String name) {
        return Files.exists(directory.resolve(name + ".json"));
    }

    @Override
    public void close() {
        lock.close();
    }

    private static void create(Path directory) throws IOException {
        DurableFiles.createDirectory(directory);
        OwnFiles.restrict(directory);
    }

    private static Credentials read(Path file) throws IOException {
        return Credentials.parse(Files.readString(file)).orElseThrow(() -> new NoCredentials(file));
    }

    private static final class NoCredentials extends IOException {
        private static final long serialVersionUID = 1L;

        NoCredentials(Path file) {
            super(file + " does not hold a user and a password");
        }
    }

    /**
     * The database's password is lost.
     *
     * @param finding what is wrong with its file
     */
    public StoreCorrupt withoutPassword(String finding, @Nullable Throwable cause) {
        Path file = passwordFile();
        return StoreCorrupt.journal(
                "the file " + file + ", which holds the password of the database, " + finding
                        + "; a copy of it may be in " + BackupDirectory.passwordBeside(this) + ", and every file that"
                        + " 'sandglass backup' wrote for this home holds it: 'unzip -p FILE admin.json > " + file
                        + "'; without one, move it and " + databaseFile()
                        + " away: if the journal goes back to entry 1, the next start makes the database anew from it",
                cause);
    }

    private Credentials write(Path file, Credentials credentials) throws IOException {
        write(file, credentials.json());
        return credentials;
    }

    /** Writes a small file for good: a crash leaves it as it was, or as it is to be. */
    public void write(Path file, String text) throws IOException {
        DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
