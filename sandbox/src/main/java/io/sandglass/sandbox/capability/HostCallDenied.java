package io.sandglass.sandbox.capability;

import io.sandglass.sandbox.engine.GuestStop;

/** A guest called a host function that it may not use, or not like this; ends the guest. */
public final class HostCallDenied extends GuestStop {
    private static final long serialVersionUID = 1;

    /** @param message what was refused, and what to change */
    public HostCallDenied(String message) {
        super(message);
    }

    /**
     * A grant is missing.
     *
     * @param what the guest wanted
     * @param grant as a workflow writes it, such as {@code kv: true}
     */
    public static HostCallDenied missing(String what, String grant) {
        return new HostCallDenied(what + " is not granted: the node needs permissions: { " + grant + " }");
    }
}
