package io.sandglass.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * Carries nothing out: words that are right end with {@value #RIGHT}, all others as ever. {@code bin/sandglass} asks for it
 * before it prepares what takes long.
 */
final class Rehearsal implements IExecutionStrategy {
    private static final String PROPERTY = "sandglass.rehearsal";

    /** Known to {@code bin/sandglass}; no command ends so. */
    static final int RIGHT = 100;

    static boolean asked() {
        return Boolean.getBoolean(PROPERTY);
    }

    @Override
    public int execute(ParseResult parsed) {
        if (CommandLine.printHelpIfRequested(parsed)) {
            return 0;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        boolean whole = last.commandSpec().subcommands().isEmpty();
        return whole ? RIGHT : new CommandLine.RunLast().execute(parsed);
    }
}
