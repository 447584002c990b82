package io.sandglass.fault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who listens to fault points: the listener that a test installed, else what the system property
 * {@value #PROPERTY} asks for, else nobody. Thread-safe.
 */
public final class FaultSwitch {
    /** {@code point} or {@code point:n}: halt the JVM when that point is passed for the n-th time, counted from 1. */
    public static final String PROPERTY = "sandglass.crash";

    private static @Nullable FaultListener installed;
    private static boolean settled;

    private FaultSwitch() {}

    /**
     * For tests: this one listens from now on, for the life of the JVM.
     *
     * @throws IllegalStateException if a fault point was passed before
     */
    public static synchronized void install(FaultListener listener) {
        if (settled) {
            throw new IllegalStateException("a fault point was passed before; install the listener earlier");
        }
        installed = listener;
    }

    static synchronized @Nullable FaultListener settle() {
        settled = true;
        return installed != null
                ? installed
                : Optional.ofNullable(System.getProperty(PROPERTY))
                        .map(CrashAt::parse)
                        .orElse(null);
    }
}
