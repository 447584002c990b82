package io.sandglass.benchmarks.tasks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** CPU time of this process and of a server that works for it. */
final class Cpu {
    private Cpu() {}

    static long nanos(Optional<ProcessHandle> server) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime()
                + server.map(process -> Stream.concat(Stream.of(process), process.descendants())
                                .mapToLong(Cpu::nanos)
                                .sum())
                        .orElse(0L);
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
}
