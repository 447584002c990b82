package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestStop;

/** A host function ran into a fault of its own; the cause says which. */
public final class HostCallBroken extends GuestStop {
    private static final long serialVersionUID = 1;

    HostCallBroken(String function, RuntimeException cause) {
        super(function + " broke: " + cause, cause);
    }
}
