package io.sandglass.sandbox;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Memory of the machine, or of the container the process is in. */
final class HostMemory {
    private HostMemory() {}

    /** How many guests may call as deep as they can at once, in half of what the heap leaves; at least one. */
    static int stacks(long heapBytes, long totalBytes) {
        long spare = Math.max(0, totalBytes - heapBytes) / 2;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, spare / SandboxSettings.STACK_BYTES_A_GUEST));
    }

    /** All there is, in bytes; as much as one can think of where the JVM does not say. */
    static long totalBytes() {
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? system.getTotalMemorySize()
                    : Long.MAX_VALUE;
        } catch (NoClassDefFoundError notThere) { // images made by jlink may be without the module jdk.management
            return Long.MAX_VALUE;
        }
    }
}
