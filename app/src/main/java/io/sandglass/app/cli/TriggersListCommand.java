package io.sandglass.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists triggers and when they fire next.")
final class TriggersListCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions history;

    TriggersListCommand(Terminal terminal) {
        this.history = new HistoryOptions(terminal);
    }

    @Override
    public Integer call() {
        return history.show(
                "select namespace || '/' || workflow as workflow, trigger_name as trigger, kind, expression, zone, state,"
                        + " next_fire_time, paused_by, paused_at, pause_reason from report.triggers order by workflow, trigger",
                List.of());
    }
}
