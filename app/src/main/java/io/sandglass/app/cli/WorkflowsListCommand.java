package io.sandglass.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists workflow files: what is live, what was refused and why.")
final class WorkflowsListCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions history;

    WorkflowsListCommand(Terminal terminal) {
        this.history = new HistoryOptions(terminal);
    }

    @Override
    public Integer call() {
        return history.show(
                "select namespace || '/' || workflow as workflow, case when live_revision > 0 then live_revision else revision end as revision, file,"
                        + " case when paused_at is not null and state <> 'REFUSED' then 'PAUSED' else state end as state,"
                        + " problems, paused_by, paused_at, pause_reason"
                        + " from report.workflows order by workflow, file",
                List.of());
    }
}
