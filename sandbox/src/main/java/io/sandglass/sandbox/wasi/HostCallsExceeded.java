package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestStop;

/** The guest called its host more often than allowed. */
public final class HostCallsExceeded extends GuestStop {
    private static final long serialVersionUID = 1;

    HostCallsExceeded(long limit) {
        super("the guest called its host more than " + limit + " times");
    }
}
