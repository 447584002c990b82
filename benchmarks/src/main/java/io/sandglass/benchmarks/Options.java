package io.sandglass.benchmarks;

import static java.util.Objects.requireNonNull;

import io.sandglass.benchmarks.measure.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    @Option(names = "--no-peers", description = "Measure Sandglass only.")
    private boolean alone;

    @Option(names = "--list", description = "Print the names of the workloads and stop.")
    private boolean list;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where data goes: a directory of its own, on the disk to be measured.")
    private @Nullable Path directory;

    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

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

    Stage stage(Path product) {
        Path target = requireNonNull(product, "product").resolve("benchmarks").resolve("target");
        Path data = directory().orElse(target).resolve("benchmark-data").toAbsolutePath();
        return new Stage(data, product, scale, !alone);
    }
}
