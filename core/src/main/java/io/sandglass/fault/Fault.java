package io.sandglass.fault;

import org.jspecify.annotations.Nullable;

/**
 * The mark that production code leaves at a fault point. Costs nothing unless somebody listens: whether one does is
 * settled when this class is first used, so that the compiler of the JVM leaves the call out.
 */
public final class Fault {
    private static final @Nullable FaultListener LISTENER = FaultSwitch.settle();

    private Fault() {}

    /** Says that the calling thread has come here. */
    public static void at(FaultPoint point) {
        if (LISTENER != null) {
            LISTENER.at(point);
        }
    }
}
