package io.sandglass.benchmarks;

import io.sandglass.benchmarks.measure.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the command line asks for. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures the workloads named, or all, and prints one table; progress goes to standard error.")
final class Options {
    @Parameters(paramLabel = "WORKLOAD", description = "Workloads to measure. Default: all.")
    private List<String> workloads = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds of each. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--scale", defaultValue = "1", description = "Multiplies all sizes. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Node runs in the history that is queried. Default: ${DEFAULT-VALUE}.")
    private int history;

    @Option(names = "--no-peers", description = "Measure Sandglass only.")
    private boolean alone;

    @Option(names = "--list", description = "Print the names of the workloads and stop.")
    private boolean list;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where data goes: a directory of its own, on the disk to be measured.")
    private @Nullable Path directory;

    boolean wants(String workload) {
        return workloads.isEmpty() || workloads.contains(workload);
    }

    List<String> workloads() {
        return workloads;
    }

    int rounds() {
        return rounds;
    }

    boolean list() {
        return list;
    }

    /** @param product root of the source tree */
    Stage stage(Path product) throws IOException {
        Path parent = directory == null ? product.resolve("benchmarks").resolve("target") : directory;
        Path data = parent.resolve("benchmark-data").toAbsolutePath();
        return new Stage(data, List.of(command(product)), scale, !alone, history);
    }

    /** The distribution that {@code bin/sandglass} built last, as people get it. */
    private static String command(Path product) throws IOException {
        Path built = product.resolve("app").resolve("target");
        String last = Files.readString(built.resolve("build.stamp")).trim();
        return built.resolve("run")
                .resolve(last)
                .resolve("bin")
                .resolve("sandglass")
                .toString();
    }
}
