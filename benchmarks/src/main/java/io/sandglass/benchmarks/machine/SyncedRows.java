package io.sandglass.benchmarks.machine;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** How many rows H2 takes when each batch of 1,000 is committed and followed by CHECKPOINT SYNC. */
public final class SyncedRows implements Contender {
    private static final Measure RATE = Measure.rate("rows batched by 1,000 and synced", "rows");
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final int batches;
    private long next;

    private SyncedRows(Path directory, int batches) throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:file:" + directory.toAbsolutePath() + "/rows");
        connection.setAutoCommit(false);
        this.batches = batches;
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (id bigint primary key, run bigint, node varchar(64), attempt int,"
                    + " at timestamp(3), data varchar)");
        }
    }

    public static SyncedRows open(Stage stage) throws SQLException {
        return new SyncedRows(stage.directory("rows"), stage.size(100));
    }

    @Override
    public String system() {
        return "H2 alone";
    }

    @Override
    public String durability() {
        return "power";
    }

    @Override
    public void warmUp() throws Exception {
        round();
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            batch();
        }
        return Map.of(RATE, batches * (double) BATCH * 1e9 / (System.nanoTime() - begun));
    }

    private void batch() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?, ?, ?, now(), ?)");
                Statement sync = connection.createStatement()) {
            for (int i = 0; i < BATCH; i++) {
                insert.setLong(1, next++);
                insert.setLong(2, next / 40);
                insert.setString(3, "n" + next % 40);
                insert.setInt(4, 1);
                insert.setString(5, "{\"rows\":42,\"name\":\"settlement\"}");
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            sync.execute("checkpoint sync");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
