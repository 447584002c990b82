package io.sandglass.store.directory;

import java.nio.file.Path;

/** A newer program has written the database or the journal. Nothing was changed. */
public final class StoreTooNew extends StoreRefused {
    private static final long serialVersionUID = 1L;

    /** @param message ends with what to do */
    public StoreTooNew(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreTooNew(Path file, int found, int known) {
        super(
                "the database " + file + " has schema version " + found + ", but this program knows versions up to "
                        + known + "; use the program that wrote it, or a newer one",
                null);
    }
}
