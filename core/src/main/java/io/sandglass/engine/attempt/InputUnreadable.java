package io.sandglass.engine.attempt;

import io.sandglass.store.StoreUnavailable;

/** What an attempt is to be given cannot be read now; its code has not run. */
final class InputUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StoreUnavailable why;

    InputUnreadable(StoreUnavailable why) {
        super(why);
        this.why = why;
    }

    /** What is in the way. */
    StoreUnavailable why() {
        return why;
    }
}
