package io.sandglass.app.cli;

import io.sandglass.app.Home;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a workflow now and shows it while it runs.",
        footer = {
            "%nIf a service is running on the home, the run is handed to it.",
            "A workflow that is named runs as it is deployed: the revision that is live. If there is a file of that name, the"
                    + " file is run.",
            "After any failure the same command with the same --key can be given again: if the run is there, it says so and"
                    + " starts nothing.",
            "Exit code: 0 if the run succeeded, or was there already and has not ended, 1 if it did not succeed, 2 if the"
                    + " workflow or an input is wrong."
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final GrantOptions grants = new GrantOptions();

    @Parameters(
            paramLabel = "FILE|[NAMESPACE/]WORKFLOW",
            description = "A file with a workflow, - for standard input, or the id of a workflow that is deployed.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String workflow;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "KEY=VALUE",
            description = "An input; lists and objects as JSON. Can be given again.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Starts one run with this key, however often it is asked for; 1 to 200 printable characters.")
    private @Nullable String key;

    @Option(names = "--even-if-paused", description = "Run it although somebody has paused the workflow.")
    private boolean evenIfPaused;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> given = given();
        Optional<String> named = Optional.ofNullable(key).map(RunCommand::checked);
        RunOrder order = new RunOrder(RunTarget.of(workflow), given, named, evenIfPaused);
        Home directory = home.home();
        RunScreen screen = new RunScreen(terminal, output.format());
        Optional<Served> service = Served.on(directory);
        Optional<RunStatus> ending;
        if (service.isPresent()) {
            grants.refuseWith(directory);
            ending = new ServedRun(directory, service.get(), terminal).run(order, screen, output.format());
        } else {
            ending = new OwnRun(directory, grants, terminal).run(order, screen, output.format());
        }
        return ending.orElse(RunStatus.SUCCEEDED) == RunStatus.SUCCEEDED ? 0 : CommandFailed.RUN_FAILED;
    }

    private static String checked(String key) {
        try {
            IdempotencyKey.check(key);
            return key;
        } catch (IllegalArgumentException e) {
            throw wrong("--key: " + e.getMessage());
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String input : inputs) {
            int sign = input.indexOf('=');
            if (sign < 1) {
                throw wrong("--input " + input + " is no KEY=VALUE; write it as in -i day=2027-01-31");
            }
            String name = input.substring(0, sign);
            if (given.put(name, input.substring(sign + 1)) != null) {
                throw wrong("the input '" + name + "' is given twice; keep one of the two");
            }
        }
        return given;
    }

    private static CommandFailed wrong(String message) {
        return new CommandFailed(CommandFailed.USAGE, message);
    }
}
