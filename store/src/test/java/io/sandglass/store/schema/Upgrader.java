package io.sandglass.store.schema;

import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.directory.DataDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Brings a database to the version after the newest one, and says {@code begins} and {@code done}. */
public final class Upgrader {
    static final Schema NEXT = new Schema(1_000, List.of("classpath:db/migration", "classpath:db/upgrade"));

    private Upgrader() {}

    /** @param args the data directory */
    public static void main(String[] args) throws SQLException {
        PrintStream out = new PrintStream(System.out, true);
        try (DataDirectory directory = DataDirectory.open(Path.of(args[0]))) {
            out.println("begins");
            try (Connection connection =
                    new DatabaseFile(directory, "async:", NEXT).prepare().connection()) {
                out.println("done " + connection.isValid(1));
            }
        }
    }
}
