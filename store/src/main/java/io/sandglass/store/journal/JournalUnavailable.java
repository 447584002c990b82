package io.sandglass.store.journal;

import org.jspecify.annotations.Nullable;

/** The disk is full or fails, so nothing of this call was acknowledged. A later call may work again. */
public final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
