package io.sandglass.store.journal;

import java.nio.file.Path;

/** A newer program has written the journal. Nothing was changed. */
public final class JournalTooNew extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalTooNew(Path file, int found, int known) {
        super("the journal " + file + " has format " + found + ", but this program knows formats up to " + known);
    }
}
