package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The commands by name. */
final class Commands {
    /** In the order of the help text. */
    private static final Map<String, Class<?>> ALL = inOrder();

    private final CommandFactory factory;

    Commands(CommandFactory factory) {
        this.factory = requireNonNull(factory, "factory");
    }

    private static Map<String, Class<?>> inOrder() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("validate", ValidateCommand.class);
        commands.put("graph", GraphCommand.class);
        commands.put("migrate", MigrateCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("runs", RunsCommand.class);
        commands.put("workflows", WorkflowsCommand.class);
        commands.put("triggers", TriggersCommand.class);
        commands.put("plugins", PluginsCommand.class);
        commands.put("sql", SqlCommand.class);
        commands.put("version", VersionCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /**
     * The command line that understands these arguments. It has only the command that is called, where one is:
     * building them all would cost a short command a third of its time.
     */
    CommandLine lineFor(String... args) {
        CommandLine line = new CommandLine(new SandglassCommand(), factory);
        Optional<String> called = Arrays.stream(args)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(ALL::containsKey);
        if (called.isPresent()) {
            add(line, called.get());
        } else {
            ALL.keySet().forEach(name -> add(line, name));
        }
        return line;
    }

    private void add(CommandLine line, String name) {
        try {
            line.addSubcommand(name, factory.create(requireNonNull(ALL.get(name))));
        } catch (Exception e) {
            throw new AssertionError("command " + name + " cannot be made", e);
        }
    }
}
