package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.cli.Terminal.Ink;
import io.sandglass.migration.DocumentReader;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.MigrationChain;
import io.sandglass.migration.MigrationReport;
import io.sandglass.migration.SpecDocument;
import io.sandglass.migration.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Rewrites a workflow file in the current format; the original is kept beside it.",
        footer = "%nOlder formats also run as they are: they are upgraded on reading.")
final class MigrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The workflow; - writes the result of standard input to standard output.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String file;

    @Option(names = "--check", description = "Only shows what would change, and why; touches nothing.")
    private boolean check;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Go to this version instead, such as v2; what it cannot express is named.")
    private @Nullable String target;

    MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WorkflowFile document = WorkflowFile.read(file);
        try {
            Migrated migrated = migrate(document.text());
            if (check) {
                show(migrated);
            } else if (file.equals("-")) {
                write(migrated);
            } else {
                replace(document, migrated);
            }
            return 0;
        } catch (InvalidSpec e) {
            new ProblemReport(file, document.text(), e.problems()).print(terminal, terminal.err());
            return CommandFailed.USAGE;
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, "cannot write beside " + file + ": " + e.getMessage());
        }
    }

    /** Both texts are written the same way, so that only what the migration did differs. */
    private record Migrated(String before, String text, JsonNode document, MigrationReport report) {
        /** In the language of the text that was read. */
        static Migrated of(String text, SpecDocument source, SpecDocument result, MigrationReport report) {
            boolean json = text.stripLeading().startsWith("{");
            Function<JsonNode, String> writer = json ? Json::pretty : Json::yaml;
            return new Migrated(writer.apply(source.root()), writer.apply(result.root()), result.root(), report);
        }

        boolean changed() {
            return report.from() != report.to();
        }
    }

    private Migrated migrate(String text) {
        SpecDocument source = new DocumentReader().read(text);
        MigrationChain chain = MigrationChain.standard();
        SpecVersion goal = target == null ? SpecVersion.CURRENT : version(target);
        if (goal.compareTo(source.version()) < 0) {
            MigrationChain.Downgraded down = chain.downgrade(source, goal);
            return Migrated.of(text, source, down.document(), down.report());
        }
        MigrationChain.Upgraded up = chain.upgrade(source);
        return Migrated.of(text, source, up.document(), up.report());
    }

    private static SpecVersion version(String name) {
        String apiVersion = name.startsWith("sandglass/") ? name : "sandglass/" + name;
        return SpecVersion.of(apiVersion)
                .orElseThrow(() -> new CommandFailed(
                        CommandFailed.USAGE,
                        "there is no version " + name + "; there are "
                                + Arrays.stream(SpecVersion.values())
                                        .map(SpecVersion::apiVersion)
                                        .collect(Collectors.joining(", "))));
    }

    private void show(Migrated migrated) {
        output.format().print(terminal, () -> object(migrated.report()), () -> explain(migrated));
    }

    private void explain(Migrated migrated) {
        MigrationReport report = migrated.report();
        terminal.out().println(summary(report));
        if (!report.changes().isEmpty()) {
            new LineDiff(migrated.before(), migrated.text()).lines().forEach(this::showLine);
            terminal.out().println("why:");
            report.changes().forEach(this::showReason);
        }
    }

    /** Nothing is replaced: the result itself goes to standard output, or a report that has it. */
    private void write(Migrated migrated) {
        Map<String, Object> report = object(migrated.report());
        report.put("document", migrated.document());
        output.format().print(terminal, () -> report, () -> terminal.out().println(migrated.text()));
    }

    private void showLine(String line) {
        String safe = Printable.lines(line);
        String painted = line.startsWith("+")
                ? terminal.paint(safe, Ink.GREEN)
                : line.startsWith("-") ? terminal.paint(safe, Ink.RED) : safe;
        terminal.out().println("  " + painted);
    }

    private void showReason(MigrationReport.Change change) {
        String lost = change.lossy() ? terminal.paint(" (lost)", Ink.YELLOW) : "";
        terminal.out().println("  " + Printable.line(change.path()) + lost + ": " + Printable.line(change.why()));
    }

    private String summary(MigrationReport report) {
        if (report.from() == report.to()) {
            return file + ": already " + report.to().apiVersion() + ", nothing to do";
        }
        return "%s: %s -> %s, %d changes"
                .formatted(
                        file,
                        report.from().apiVersion(),
                        report.to().apiVersion(),
                        report.changes().size());
    }

    private static Map<String, Object> object(MigrationReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("from", report.from().apiVersion());
        object.put("to", report.to().apiVersion());
        List<Map<String, Object>> changes = report.changes().stream()
                .<Map<String, Object>>map(change -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("path", change.path());
                    row.put("before", change.before());
                    row.put("after", change.after());
                    row.put("why", change.why());
                    row.put("lossy", change.lossy());
                    return row;
                })
                .toList();
        object.put("changes", changes);
        return object;
    }

    /** Comments do not survive a rewrite, so the original is always kept. */
    private void replace(WorkflowFile document, Migrated migrated) throws IOException {
        Optional<Path> original = Optional.empty();
        if (migrated.changed()) {
            String label = migrated.report().from().apiVersion().replace("sandglass/", "");
            original = Optional.of(RewrittenFile.at(document.path()).replace(migrated.text() + "\n", label));
        }
        Map<String, Object> report = object(migrated.report());
        original.ifPresent(path -> report.put("original", path.toString()));
        String kept =
                original.map(path -> "; the original is " + path.getFileName()).orElse("");
        output.format().print(terminal, () -> report, () -> terminal.out().println(summary(migrated.report()) + kept));
    }
}
