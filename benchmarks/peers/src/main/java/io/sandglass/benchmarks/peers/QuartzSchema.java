package io.sandglass.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.quartz.Scheduler;

/** Runs the script for H2 that Quartz brings along. */
final class QuartzSchema {
    private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_h2.sql";

    private QuartzSchema() {}

    static void create(Database database) throws IOException, SQLException {
        for (String statement : script().replaceAll("(?m)^--.*$", "").split(";")) {
            String sql = statement.trim();
            if (!sql.isEmpty() && !sql.equalsIgnoreCase("commit")) {
                database.run(sql);
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Scheduler.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException("Quartz brings no " + SCRIPT);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
