package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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

    /** The command line of the group; without a member's name it says which there are. */
    CommandLine line(CommandFactory factory) {
        CommandLine line = new CommandLine(new Bare(members.keySet()), factory);
        line.getCommandSpec().mixinStandardHelpOptions(true).usageMessage().description(description);
        members.forEach((name, type) -> line.addSubcommand(name, factory.instance(type)));
        return line;
    }

    /** The group named alone. */
    @CommandLine.Command
    private static final class Bare implements Runnable {
        private final Iterable<String> members;

        @CommandLine.Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before run
        private CommandLine.Model.CommandSpec spec;

        Bare(Iterable<String> members) {
            this.members = members;
        }

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "name what to do: " + String.join(", ", members));
        }
    }
}
