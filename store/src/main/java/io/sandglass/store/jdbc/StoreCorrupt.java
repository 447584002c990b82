package io.sandglass.store.jdbc;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The database, or a file that it needs, is damaged or missing. Nothing was changed. */
public final class StoreCorrupt extends StoreRefused {
    private static final long serialVersionUID = 1L;

    StoreCorrupt(Path file, String finding, @Nullable Throwable cause) {
        super(
                "the database " + file + " cannot be read: " + finding
                        + "; keep the whole directory as it is, and restore a backup of it to another place, or move it"
                        + " away to start with an empty history",
                cause);
    }
}
