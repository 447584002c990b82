package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.capability.Cancellation;
import java.time.Duration;

/** What a guest is held to at each host call. Belongs to the guest's thread; every method may end the guest. */
public interface CallMeter {
    /** Counts one call against the limit of host calls. */
    void count();

    /**
     * Takes fuel.
     *
     * @throws OutOfFuel if there is not that much left; nothing is left then
     */
    void charge(long fuelUnits);

    /**
     * Until the guest's wall time is over; positive.
     *
     * @throws HostCallCut if it is over, or the guest was told to end
     */
    Duration timeLeft();

    /** Tells when the guest has to end, for calls that take long. */
    Cancellation cancellation();
}
