package io.sandglass.app.cli;

import io.sandglass.app.cli.Terminal.Ink;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows what is wrong with a document: the place as editors understand it, the line itself with a mark under the
 * column, and what to do.
 *
 * @param file as the user named it
 * @param text the document
 */
record ProblemReport(String file, String text, List<SpecProblem> problems) {
    private static final int WIDEST = 160;

    /** Prints all problems of a refused document and gives what ends the command. */
    static CommandFailed refusal(WorkflowFile document, InvalidSpec refused, Terminal terminal) {
        new ProblemReport(document.name(), document.text(), refused.problems()).print(terminal, terminal.err());
        int count = refused.problems().size();
        return new CommandFailed(
                CommandFailed.USAGE, document.name() + " has " + (count == 1 ? "a problem" : count + " problems"));
    }

    void print(Terminal terminal, PrintStream out) {
        List<String> lines = text.lines().toList();
        for (SpecProblem problem : problems) {
            out.printf(
                    "%s:%s: %s %s%n",
                    Printable.line(file),
                    problem.position(),
                    terminal.paint(problem.code(), Ink.RED),
                    terminal.paint(Printable.line(problem.reason()), Ink.BOLD));
            printLine(terminal, out, problem, lines);
            out.println("    " + terminal.paint("-> " + Printable.line(problem.remedy()), Ink.GREEN));
        }
    }

    List<Map<String, Object>> objects() {
        return problems.stream().map(this::object).toList();
    }

    private Map<String, Object> object(SpecProblem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file);
        object.put("line", problem.position().line());
        object.put("column", problem.position().column());
        object.put("pointer", problem.pointer());
        object.put("code", problem.code());
        object.put("reason", problem.reason());
        object.put("remedy", problem.remedy());
        return object;
    }

    private static void printLine(Terminal terminal, PrintStream out, SpecProblem problem, List<String> lines) {
        int line = problem.position().line();
        int column = problem.position().column();
        if (line > lines.size() || column > WIDEST) {
            return;
        }
        String source = lines.get(line - 1).replaceAll("\\p{Cc}", " ").replaceAll("\\p{Cf}", "?");
        if (source.isBlank()) {
            return;
        }
        out.println("    " + terminal.paint(source.length() > WIDEST ? source.substring(0, WIDEST) : source, Ink.DIM));
        out.println("    " + " ".repeat(Math.min(column - 1, source.length())) + "^");
    }
}
