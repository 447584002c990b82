package io.sandglass.store.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process, or another store in this one, has the database open. */
public final class StoreLocked extends StoreRefused {
    private static final long serialVersionUID = 1L;

    public StoreLocked(Path file, String holder, @Nullable Throwable cause) {
        super(
                "the database " + file + " is in use by " + holder
                        + "; stop that one first, ask it over its API or JDBC listener, or use another data directory",
                cause);
    }
}
