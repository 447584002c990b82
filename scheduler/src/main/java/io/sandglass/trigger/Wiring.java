package io.sandglass.trigger;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What all armed triggers of a service share.
 *
 * @param closed whether the service is closing or closed
 */
record Wiring(Firing firing, InstantSource clock, AlarmClock alarms, BooleanSupplier closed) {
    boolean isClosed() {
        return closed.getAsBoolean();
    }
}
