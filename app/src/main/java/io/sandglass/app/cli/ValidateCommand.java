package io.sandglass.app.cli;

import io.sandglass.app.cli.Terminal.Ink;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plan.CompiledWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks workflows without running them and names every problem: place, reason and remedy.",
        footer = "%nExit code: 0 if all are good, 2 if one is not.")
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The workflows; - for standard input.")
    private List<String> files = List.of();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> problems = new ArrayList<>();
        int refused = 0;
        try (Checker checker = Checker.open(home.home())) {
            for (String file : files) {
                refused += check(checker, file, problems) ? 0 : 1;
            }
        }
        int good = files.size() - refused;
        output.format().print(terminal, () -> problems, () -> count(good));
        return refused == 0 ? 0 : CommandFailed.USAGE;
    }

    private void count(int good) {
        if (files.size() > 1) {
            terminal.out().printf("%d of %d are good%n", good, files.size());
        }
    }

    /** Whether the document is good; a file that cannot be read does not keep the others from being checked. */
    private boolean check(Checker checker, String file, List<Map<String, Object>> problems) {
        WorkflowFile document;
        try {
            document = WorkflowFile.read(file);
        } catch (CommandFailed e) {
            terminal.err().println("sandglass: " + Printable.line(String.valueOf(e.getMessage())));
            problems.add(unreadable(file, e));
            return false;
        }
        try {
            CompiledWorkflow good = checker.compile(document);
            if (output.format() == OutputFormat.TABLE) {
                terminal.out()
                        .printf("%s: %s%s%n", Printable.line(file), terminal.paint("good", Ink.GREEN), upgraded(good));
            }
            return true;
        } catch (InvalidSpec e) {
            ProblemReport report = new ProblemReport(file, document.text(), e.problems());
            problems.addAll(report.objects());
            if (output.format() == OutputFormat.TABLE) {
                report.print(terminal, terminal.out());
            }
            return false;
        }
    }

    private static Map<String, Object> unreadable(String file, CommandFailed failure) {
        SpecProblem problem = new SpecProblem(
                "UNREADABLE", "", Position.START, String.valueOf(failure.getMessage()), "name a workflow file");
        return new ProblemReport(file, "", List.of(problem)).objects().get(0);
    }

    private static String upgraded(CompiledWorkflow good) {
        return good.migration().from() == good.migration().to()
                ? ""
                : " (after an upgrade from " + good.migration().from().apiVersion() + "; see sandglass migrate)";
    }
}
