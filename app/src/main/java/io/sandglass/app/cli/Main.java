package io.sandglass.app.cli;

import io.sandglass.app.OwnEnd;
import io.sandglass.app.WrongSettings;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.StoreRefused;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine;

/**
 * The {@code sandglass} command.
 *
 * <p>Exit codes: 0 success, 1 the run did not succeed, 2 the command or a document is wrong, 69 something outside is in
 * the way, 70 a defect, 130 interrupted.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(Terminal.of(System.getenv(), Terminal.interactive()), args));
    }

    /**
     * Runs one command without ending the JVM. Numbers, names of files and what expressions make of letters are the same
     * wherever it runs.
     */
    static int execute(Terminal terminal, String... args) {
        Locale.setDefault(Locale.ROOT);
        Logging.configure(args);
        String[] words = Commands.withoutHelp(args);
        CommandLine command = line(terminal, words);
        if (Rehearsal.asked()) {
            command.setExecutionStrategy(new Rehearsal());
        }
        return command.execute(words);
    }

    static CommandLine line(Terminal terminal, String... words) {
        CommandLine command = new Commands(new CommandFactory(terminal))
                .lineFor(words)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        command.setExecutionExceptionHandler((failure, line, parsed) -> explain(terminal, failure));
        command.setParameterExceptionHandler((failure, given) -> Misused.explain(terminal, failure));
        return command;
    }

    private static int explain(Terminal terminal, Exception failure) {
        String message = Printable.lines(String.valueOf(failure.getMessage()));
        if (failure instanceof CommandFailed failed) {
            terminal.err().println("sandglass: " + message.replaceAll("\n(?=\\S)", "\nsandglass: "));
            return failed.exitCode();
        }
        if (failure instanceof InvalidSpec invalid) {
            invalid.problems()
                    .forEach(problem -> terminal.err().println("sandglass: " + Printable.line(problem.toString())));
            return CommandFailed.USAGE;
        }
        if (failure instanceof WrongSettings) {
            terminal.err().println("sandglass: " + message);
            return CommandFailed.USAGE;
        }
        if (isUnavailability(failure)) {
            terminal.err().println("sandglass: " + message);
            return CommandFailed.UNAVAILABLE;
        }
        terminal.err().println("sandglass: this is a defect in Sandglass, please report it with what follows");
        failure.printStackTrace(terminal.err());
        return CommandFailed.DEFECT;
    }

    private static boolean isUnavailability(Exception failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof OwnEnd.Unanswered
                || failure instanceof StoreRefused
                || failure instanceof StoreUnavailable;
    }
}
