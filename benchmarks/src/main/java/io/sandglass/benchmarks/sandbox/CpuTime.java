package io.sandglass.benchmarks.sandbox;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time: other programs on the machine disturb it less than wall time. */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Of the calling thread, in nanoseconds. */
    static long ofThread() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
