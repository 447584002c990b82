package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.engine.GuestStop;

/** What a capability stands on ran into a fault of its own; ends the guest. */
public final class HostCallFailed extends GuestStop {
    private static final long serialVersionUID = 1;

    HostCallFailed(String function, RuntimeException cause) {
        super(function + " broke: " + cause, cause);
    }
}
