package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * Commands about one kind of thing, such as {@code runs list} and {@code runs show}.
 *
 * @param description for the help text
 * @param members by name, in the order of the help text
 */
record Group(String description, Map<String, Class<?>> members) {
    Group {
        requireNonNull(description, "description");
        requireNonNull(members, "members");
    }

    /** The command line of the group; named alone it shows its members. */
    CommandLine line(CommandFactory factory) {
        CommandLine line = new CommandLine(factory.instance(Bare.class), factory);
        line.getCommandSpec().mixinStandardHelpOptions(true).usageMessage().description(description);
        members.forEach((name, type) -> line.addSubcommand(name, factory.instance(type)));
        return line;
    }

    /** The group named alone. */
    @CommandLine.Command
    static final class Bare implements Callable<Integer> {
        private final Terminal terminal;

        @CommandLine.Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call
        private CommandLine.Model.CommandSpec spec;

        Bare(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            spec.commandLine().usage(terminal.err());
            return CommandFailed.USAGE;
        }
    }
}
