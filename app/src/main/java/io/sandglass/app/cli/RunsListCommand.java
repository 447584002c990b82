package io.sandglass.app.cli;

import io.sandglass.store.history.NewestRuns;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists runs, the newest first.")
final class RunsListCommand implements Callable<Integer> {
    private static final String COLUMNS = "run_id, namespace || '/' || workflow as workflow, revision, status, cause,"
            + " slot_time, started_at, duration_ms, nodes_done || '/' || nodes_total as nodes, error";

    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--workflow", paramLabel = "[NAMESPACE/]ID", description = "Only runs of this workflow.")
    private @Nullable String workflow;

    @Option(names = "--status", description = "Only runs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable ShownStatus status;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    RunsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandFailed(CommandFailed.USAGE, "--limit is at least 1, not " + limit);
        }
        try (History history = HistoryDoor.open(home.home())) {
            RunConditions conditions = conditions(history);
            Table runs = history.newest(new NewestRuns(COLUMNS, conditions.all(), conditions.parameters(), limit));
            if (runs.rows().isEmpty() && workflow != null) {
                WorkflowNames.require(history, workflow);
            }
            runs.print(terminal, output.format());
        }
        return 0;
    }

    private RunConditions conditions(History history) {
        RunConditions conditions = new RunConditions();
        if (workflow != null) {
            conditions.workflow(WorkflowNames.whole(history, workflow));
        }
        if (status != null) {
            conditions.status(List.of(status));
        }
        return conditions;
    }
}
