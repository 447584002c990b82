package io.sandglass.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says what figures were measured on. */
final class Machine {
    private Machine() {}

    static List<String> describe(Path data, double loadBefore) throws IOException {
        FileStore disk = Files.getFileStore(existing(data));
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%d processors, %s %s, Java %s (%s), heap %d MB, data on %s.",
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version(),
                        System.getProperty("java.vm.vendor"),
                        Runtime.getRuntime().maxMemory() >> 20,
                        disk.type()),
                String.format(
                        Locale.ROOT,
                        "Load average %.1f before and %.1f after, of which ours is some.",
                        loadBefore,
                        load()),
                "JVM flags: "
                        + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()) + ".");
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }
}
