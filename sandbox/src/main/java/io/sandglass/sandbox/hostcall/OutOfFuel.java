package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.engine.GuestStop;

/** A host call costs more fuel than the guest has left. */
public final class OutOfFuel extends GuestStop {
    private static final long serialVersionUID = 1;

    /** @param price in units of the fuel schedule */
    public OutOfFuel(long price) {
        super("a host call costs " + price + " units of fuel, more than was left");
    }
}
