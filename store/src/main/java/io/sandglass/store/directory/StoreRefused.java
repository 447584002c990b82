package io.sandglass.store.directory;

import org.jspecify.annotations.Nullable;

/** The database cannot be opened, and trying again will not help before somebody acts. The message says what to do. */
public abstract sealed class StoreRefused extends RuntimeException permits StoreLocked, StoreCorrupt, StoreTooNew {
    private static final long serialVersionUID = 1L;

    StoreRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
