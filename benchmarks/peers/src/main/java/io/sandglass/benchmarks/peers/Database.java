package io.sandglass.benchmarks.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A peer's database.
 *
 * @param name for the table
 * @param durability what a commit survives
 * @param process of its server, if it has one
 * @param server what to stop when it is closed
 */
record Database(
        String name, String durability, HikariDataSource pool, Optional<ProcessHandle> process, AutoCloseable server)
        implements AutoCloseable {
    private static final int CONNECTIONS = 25;

    /** H2 in a file, each commit written to the operating system at once; H2 never syncs a commit. */
    static Database h2(Path directory) {
        String url = "jdbc:h2:file:" + directory.toAbsolutePath() + "/peer;WRITE_DELAY=0";
        return new Database("H2", "process", connect(url, "sa"), Optional.empty(), () -> {});
    }

    static HikariDataSource connect(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    boolean postgres() {
        return name.startsWith("PostgreSQL");
    }

    void run(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop " + name, e);
        }
    }
}
