package io.sandglass.sandbox;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of threads; the time of day where the JVM does not measure it. */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Whether it is measured, so that waiting can be distinguished from computing. */
    static final boolean MEASURED = THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private CpuTime() {}

    /** Of a live thread so far; of one that has ended, something below what it had. */
    static long nanos(Thread thread) {
        return MEASURED ? THREADS.getThreadCpuTime(thread.getId()) : System.nanoTime();
    }
}
