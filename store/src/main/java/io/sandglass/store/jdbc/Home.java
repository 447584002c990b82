package io.sandglass.store.jdbc;

import io.sandglass.store.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where one store's database lives: a directory that it holds, or memory. */
final class Home implements AutoCloseable {
    private final OpenDatabase open;
    private final @Nullable DataDirectory directory;

    private Home(OpenDatabase open, @Nullable DataDirectory directory) {
        this.open = open;
        this.directory = directory;
    }

    static Home open(StoreSettings settings, String scheme) {
        return settings.directory().map(path -> onDisk(path, scheme)).orElseGet(Home::inMemory);
    }

    Database database() {
        return open.database();
    }

    /** The connection to write with, which holds the database open; whoever takes it closes it. */
    Connection connection() {
        return open.connection();
    }

    Credentials readerCredentials() {
        return directory == null ? Credentials.random(ReaderAccess.USER) : directory.credentials(ReaderAccess.USER);
    }

    Optional<Path> readerFile() {
        return Optional.ofNullable(directory).map(held -> held.file(ReaderAccess.USER + ".json"));
    }

    @Override
    public void close() {
        if (directory != null) {
            directory.close();
        }
    }

    private static Home onDisk(Path path, String scheme) {
        DataDirectory directory = DataDirectory.open(path);
        boolean ready = false;
        try {
            Home home = new Home(new DatabaseFile(directory, scheme, Schema.CURRENT).prepare(), directory);
            ready = true;
            return home;
        } finally {
            if (!ready) {
                directory.close();
            }
        }
    }

    /** A database in memory lives as long as a connection to it. */
    private static Home inMemory() {
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
            return new Home(open, null);
        } catch (SQLException e) {
            throw Failures.ofCall(e);
        }
    }
}
