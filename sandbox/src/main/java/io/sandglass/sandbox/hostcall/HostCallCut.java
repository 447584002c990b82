package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.engine.GuestStop;

/** A host call was cut off, because the guest's time is over or it was told to end. */
public final class HostCallCut extends GuestStop {
    private static final long serialVersionUID = 1;

    public HostCallCut() {
        super("the guest was in a host call when its run ended");
    }
}
