package io.sandglass.store.database;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.file.OwnFiles;
import io.sandglass.store.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Brings the database file into being and up to date, so that a crash leaves the old one or the new one.
 *
 * <p>H2 commits at every statement that changes the schema. So scripts never run on the file in use: they run on an empty
 * file, or on a copy, which then takes its place in one step. The file before an upgrade stays beside it.
 */
public final class DatabaseFile {
    private static final String DATABASE_NAME = "sandglass";
    private static final String SUFFIX = ".mv.db";

    private final DataDirectory directory;
    private final String scheme;
    private final Schema schema;

    /** @param scheme the file system that H2 is to use, with its colon */
    public DatabaseFile(DataDirectory directory, String scheme, Schema schema) {
        this.directory = directory;
        this.scheme = scheme;
        this.schema = schema;
    }

    /**
     * The database, at the newest version.
     *
     * @throws io.sandglass.store.directory.StoreRefused if it cannot be opened
     */
    public OpenDatabase prepare() {
        Path file = directory.databaseFile();
        try {
            renameOthers(file);
            return Files.exists(file) ? existing(file) : create(file);
        } catch (IOException e) {
            throw new StoreUnavailable("cannot prepare the database " + file + ": " + e, e);
        } catch (SQLException e) {
            throw SqlFailures.ofOpening(file, e);
        }
    }

    /**
     * H2 takes every file whose name begins with that of the database and a dot for a part of it, and then cannot copy it.
     * Earlier programs named the ones they kept like that.
     */
    private static void renameOthers(Path file) throws IOException {
        String ours = DATABASE_NAME + ".";
        try (Stream<Path> files = Files.list(requireNonNull(file.getParent(), "directory"))) {
            for (Path other : files.filter(path -> !path.equals(file)).toList()) {
                String name = String.valueOf(other.getFileName());
                if (name.startsWith(ours) && name.endsWith(SUFFIX)) {
                    Files.move(other, other.resolveSibling(DATABASE_NAME + "-" + name.substring(ours.length())));
                }
            }
        }
    }

    private OpenDatabase existing(Path file) throws IOException, SQLException {
        if (!directory.hasCredentials("admin")) {
            throw directory.withoutPassword("is missing", null);
        }
        OpenDatabase open = open(file);
        int installed = open.checked(() -> version(open.connection(), file));
        if (installed == schema.newest()) {
            return open;
        }
        open.connection().close();
        upgrade(file, installed);
        return open(file);
    }

    private int version(Connection connection, Path file) throws SQLException {
        OptionalInt version = Schema.installed(connection);
        if (version.isEmpty()) {
            throw StoreCorrupt.inside(file, "it holds no schema of this program", null);
        }
        if (version.getAsInt() > schema.newest()) {
            throw new StoreTooNew(file, version.getAsInt(), schema.newest());
        }
        return version.getAsInt();
    }

    private OpenDatabase create(Path file) throws IOException, SQLException {
        Path draft = draft();
        migrate(draft);
        replace(draft, file);
        return open(file);
    }

    private void upgrade(Path file, int installed) throws IOException, SQLException {
        Path draft = draft();
        Files.copy(file, draft);
        migrate(draft);
        Path backup = directory.file("sandglass-before-upgrade-of-version-" + installed + ".mv.db");
        Files.deleteIfExists(backup);
        Files.copy(file, backup, StandardCopyOption.COPY_ATTRIBUTES);
        DurableFiles.file(backup);
        replace(draft, file);
    }

    /** Where the next file is made, before it takes its place. */
    public Path draft() throws IOException {
        Path draft = directory.file("sandglass-new.mv.db");
        Files.deleteIfExists(draft);
        return draft;
    }

    /** Brings a file that is not in use to the newest version, and tells what it has applied. */
    public Applied upgraded(Path draft) throws SQLException {
        migrate(draft);
        Database database = database(draft);
        try (Connection connection = database.connect()) {
            return Applied.read(new Sql(connection));
        }
    }

    /** Puts a file in the place of the one in use, and opens it. */
    public OpenDatabase install(Path draft) throws IOException, SQLException {
        replace(draft, directory.databaseFile());
        return open(directory.databaseFile());
    }

    private void migrate(Path draft) throws SQLException {
        Database database = database(draft);
        try (Connection connection = database.connect()) {
            schema.migrate(
                    database.url(), database.admin().user(), database.admin().password());
            connection.commit();
        }
    }

    private static void replace(Path draft, Path file) throws IOException {
        OwnFiles.restrict(draft);
        DurableFiles.move(draft, file);
    }

    private OpenDatabase open(Path file) throws SQLException {
        Database database = database(file);
        return new OpenDatabase(database, database.connect());
    }

    /** How to open a file that holds a database of this directory. */
    public Database database(Path file) {
        String path = file.toString();
        String name = path.substring(0, path.length() - SUFFIX.length());
        return new Database(scheme + name, directory.credentials("admin"));
    }
}
