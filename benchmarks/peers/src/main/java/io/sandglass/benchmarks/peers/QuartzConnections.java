package io.sandglass.benchmarks.peers;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.utils.ConnectionProvider;

/** Gives Quartz the pool it is to use; Quartz makes it by its name and takes no object. */
public final class QuartzConnections implements ConnectionProvider {
    private static volatile @Nullable DataSource pool;

    static void use(DataSource source) {
        pool = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return requireNonNull(pool, "pool").getConnection();
    }

    @Override
    public void shutdown() {
        // whoever opened the pool closes it
    }

    @Override
    public void initialize() {
        // nothing to read from the settings
    }
}
