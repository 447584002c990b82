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
    private static final Map<String, Class<?>> SINGLE = single();

    private static final Map<String, Group> GROUPS = groups();

    private final CommandFactory factory;

    Commands(CommandFactory factory) {
        this.factory = requireNonNull(factory, "factory");
    }

    /** {@code help run} means {@code run --help}; of a word that is no command it is said that it is none. */
    static String[] withoutHelp(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        if (args.length > 1 && !SINGLE.containsKey(args[1]) && !GROUPS.containsKey(args[1])) {
            return Arrays.copyOfRange(args, 1, args.length);
        }
        String[] words = Arrays.copyOfRange(args, 1, args.length + 1);
        words[words.length - 1] = "--help";
        return words;
    }

    private static Map<String, Class<?>> single() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("validate", ValidateCommand.class);
        commands.put("graph", GraphCommand.class);
        commands.put("migrate", MigrateCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("replay", ReplayCommand.class);
        commands.put("sql", SqlCommand.class);
        commands.put("backup", BackupCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("version", VersionCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    private static Map<String, Group> groups() {
        Map<String, Class<?>> runs = new LinkedHashMap<>();
        runs.put("list", RunsListCommand.class);
        runs.put("show", RunsShowCommand.class);
        runs.put("logs", RunsLogsCommand.class);
        runs.put("explain", RunsExplainCommand.class);
        runs.putAll(SteerCommands.BY_NAME);
        runs.put("prune", RunsPruneCommand.class);
        Map<String, Group> groups = new LinkedHashMap<>();
        groups.put("runs", new Group("Looks at runs, past and present, and steers them.", runs));
        Map<String, Class<?>> workflows = PauseCommands.after(
                WorkflowsListCommand.class, PauseCommands.PauseWorkflow.class, PauseCommands.ResumeWorkflow.class);
        groups.put("workflows", new Group("Looks at the workflows of a home, and pauses them.", workflows));
        Map<String, Class<?>> triggers = PauseCommands.after(
                TriggersListCommand.class, PauseCommands.PauseTrigger.class, PauseCommands.ResumeTrigger.class);
        groups.put("triggers", new Group("Looks at the triggers of a home, and pauses them.", triggers));
        groups.put("plugins", new Group("Looks at the plugins of a home.", plugins()));
        groups.put("sandbox", new Group("Tries WebAssembly modules out.", sandbox()));
        return Collections.unmodifiableMap(groups);
    }

    private static Map<String, Class<?>> plugins() {
        Map<String, Class<?>> plugins = new LinkedHashMap<>();
        plugins.put("list", PluginsListCommand.class);
        plugins.put("show", PluginsShowCommand.class);
        plugins.put("release", PluginsReleaseCommand.class);
        return plugins;
    }

    private static Map<String, Class<?>> sandbox() {
        Map<String, Class<?>> sandbox = new LinkedHashMap<>();
        sandbox.put("run", SandboxRunCommand.class);
        sandbox.put("inspect", SandboxInspectCommand.class);
        return sandbox;
    }

    /**
     * The command line that understands these arguments. It has only the command that is called, where one is:
     * building them all would cost a short command a third of its time.
     */
    CommandLine lineFor(String... args) {
        CommandLine line = new CommandLine(factory.instance(SandglassCommand.class), factory);
        Optional<String> called =
                Arrays.stream(args).filter(word -> !word.startsWith("-")).findFirst();
        boolean known = called.filter(name -> SINGLE.containsKey(name) || GROUPS.containsKey(name))
                .isPresent();
        SINGLE.forEach((name, type) -> {
            if (!known || called.get().equals(name)) {
                line.addSubcommand(name, factory.instance(type));
            }
        });
        GROUPS.forEach((name, group) -> {
            if (!known || called.get().equals(name)) {
                line.addSubcommand(name, group.line(factory));
            }
        });
        return line;
    }
}
