package io.sandglass;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How long the calling thread really worked: unlike the wall clock, it does not count what else the machine does. */
public final class CpuTime {
    private final long started = now();

    private CpuTime() {}

    public static CpuTime start() {
        return new CpuTime();
    }

    public Duration used() {
        return Duration.ofNanos(now() - started);
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
