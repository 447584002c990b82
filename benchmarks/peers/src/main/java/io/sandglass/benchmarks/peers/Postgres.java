package io.sandglass.benchmarks.peers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Starts PostgreSQL servers with the settings they come with. */
final class Postgres {
    private Postgres() {}

    /**
     * @throws IOException if it does not start: there are no binaries for this machine, or it may not run as this user
     */
    static Database start(Path directory) throws IOException, SQLException {
        Path data = directory.toAbsolutePath().resolve("data");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                // The library turns these off to make tests faster.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
        String url = server.getJdbcUrl("postgres", "postgres");
        Database database =
                new Database("PostgreSQL 18", "power", Database.connect(url, "postgres"), process(data), server);
        requireOn(database, "fsync");
        requireOn(database, "synchronous_commit");
        return database;
    }

    /** The server's first process, whose number is the first line of a file. */
    private static Optional<ProcessHandle> process(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
        return ProcessHandle.of(Long.parseLong(pid));
    }

    private static void requireOn(Database database, String setting) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show " + setting)) {
            answer.next();
            if (!answer.getString(1).equals("on")) {
                throw new IllegalStateException(setting + " is " + answer.getString(1));
            }
        }
    }
}
