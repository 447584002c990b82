package io.sandglass.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "workflows",
        mixinStandardHelpOptions = true,
        description = "Looks at the workflows of a home.",
        subcommands = WorkflowsCommand.ListCommand.class)
final class WorkflowsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: list");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists workflow files: what is live, what was refused and why.")
    static final class ListCommand implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final HomeOptions home = new HomeOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        ListCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (History history = HistoryDoor.open(home.home())) {
                history.query(
                                "select namespace || '/' || workflow as workflow, live_revision as revision, file, state,"
                                        + " problems from report.workflows order by workflow, file",
                                List.of())
                        .print(terminal, output.format());
            }
            return 0;
        }
    }
}
