package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestStop;

/** A guest was in a host call, perhaps asleep, when its run was ended, or would have slept past its deadline. */
public final class HostCallInterrupted extends GuestStop {
    private static final long serialVersionUID = 1;

    HostCallInterrupted() {
        super("the guest was in a host call when its run ended");
    }
}
