package io.sandglass.benchmarks;

import io.sandglass.benchmarks.measure.Figure;
import io.sandglass.benchmarks.measure.Report;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Suite;
import io.sandglass.benchmarks.measure.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Measures the workloads named on the command line, or all, and prints one table. Run it in the root of the tree. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        line.parseArgs(args);
        List<Workload> known = ServiceLoader.load(Workload.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (line.isUsageHelpRequested()) {
            line.usage(System.out);
        } else if (options.list()) {
            known.forEach(workload -> System.out.printf("%-12s %s%n", workload.name(), workload.about()));
        } else {
            check(options, known);
            measure(options, known);
        }
        System.exit(0); // peers leave threads behind
    }

    private static void measure(Options options, List<Workload> known) throws Exception {
        Path product = Path.of("").toAbsolutePath();
        Stage stage = options.stage(product);
        double load = Machine.load();
        stage.clear();
        Suite suite = new Suite(stage, options.rounds(), true, System.err);
        List<Figure> figures = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        plan(options, stage, known);
        for (Workload workload : known) {
            if (options.wants(workload.name()) && !measured(suite, workload, figures)) {
                failed.add(workload.name());
            }
        }
        Report report = new Report(Machine.describe(stage.scratch(), load), figures);
        System.out.print(report.table());
        Results.write(report, product.resolve("benchmarks/target/results.json"));
        if (!failed.isEmpty()) {
            System.err.println("not measured, see above: " + String.join(", ", failed));
            System.exit(1);
        }
    }

    /** What it may take at most, but for rounds that have begun. */
    private static void plan(Options options, Stage stage, List<Workload> known) {
        Map<String, Long> seconds = new LinkedHashMap<>();
        known.stream()
                .filter(workload -> options.wants(workload.name()))
                .forEach(workload -> seconds.put(
                        workload.name(), workload.most(stage.peers()).toSeconds()));
        long all = seconds.values().stream().mapToLong(Long::longValue).sum();
        System.err.println("at most about " + (all + 59) / 60 + " minutes, in seconds: " + seconds);
    }

    /** One workload that fails does not take the others' figures with it. */
    private static boolean measured(Suite suite, Workload workload, List<Figure> figures) throws InterruptedException {
        try {
            figures.addAll(suite.run(workload));
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            e.printStackTrace();
            return false;
        }
    }

    private static void check(Options options, List<Workload> known) {
        Set<String> names = known.stream().map(Workload::name).collect(Collectors.toCollection(TreeSet::new));
        if (!names.containsAll(options.workloads())) {
            System.err.println("known workloads are " + String.join(", ", names));
            System.exit(2);
        }
    }
}
