package io.sandglass.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "triggers",
        mixinStandardHelpOptions = true,
        description = "Looks at the triggers of a home.",
        subcommands = TriggersCommand.ListCommand.class)
final class TriggersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: list");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists triggers and when they fire next.")
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
                                "select namespace || '/' || workflow as workflow, trigger_name as trigger, kind,"
                                        + " expression, zone, enabled, next_fire_time from report.triggers"
                                        + " order by workflow, trigger",
                                List.of())
                        .print(terminal, output.format());
            }
            return 0;
        }
    }
}
