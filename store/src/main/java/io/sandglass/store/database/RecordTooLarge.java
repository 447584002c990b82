package io.sandglass.store.database;

import io.sandglass.store.RecordRefused;

/** A record is larger than the store takes. Nothing of the call was stored, and asking again would not help. */
public final class RecordTooLarge extends RecordRefused {
    private static final long serialVersionUID = 1L;

    public RecordTooLarge(String message) {
        super(message);
    }

    public RecordTooLarge(String message, Throwable cause) {
        super(message, cause);
    }
}
