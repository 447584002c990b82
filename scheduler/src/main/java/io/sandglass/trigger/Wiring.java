package io.sandglass.trigger;

import io.sandglass.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What all armed triggers of a service share.
 *
 * @param closed whether the service is closing or closed
 */
record Wiring(Firing firing, Clock clock, AlarmClock alarms, BooleanSupplier closed) {
    boolean isClosed() {
        return closed.getAsBoolean();
    }
}
