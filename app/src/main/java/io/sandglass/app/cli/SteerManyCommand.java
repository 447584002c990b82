package io.sandglass.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that asks something of one run, or of all that fit. */
@Command(
        mixinStandardHelpOptions = true,
        footer = "%nWithout a RUN it takes all runs that fit, and only lists them unless --yes is given.")
abstract class SteerManyCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final Terminal terminal;
    private final String operation;
    private final String states;

    @Mixin
    private final SteerOptions options;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'last'.")
    private @Nullable String run;

    @Option(names = "--workflow", paramLabel = "[NAMESPACE/]ID", description = "All runs of this workflow.")
    private @Nullable String workflow;

    @Option(names = "--status", description = "All runs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable ShownStatus status;

    @Option(names = "--older-than", paramLabel = "DURATION", description = "All runs older than that, such as PT1H.")
    private @Nullable Duration olderThan;

    @Option(names = "--all", description = "All runs that it makes sense for.")
    private boolean all;

    @Option(names = "--yes", description = "Do it instead of listing the runs.")
    private boolean yes;

    /** @param states in SQL, the states of runs that the operation makes sense for */
    SteerManyCommand(Terminal terminal, String operation, String states) {
        this.terminal = terminal;
        this.operation = operation;
        this.states = states;
        this.options = new SteerOptions(terminal);
    }

    @Override
    public final Integer call() throws InterruptedException {
        boolean query = all || workflow != null || status != null || olderThan != null;
        if (query == (run != null)) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "name a run, or say which: --workflow, --status, --older-than or --all, but not both");
        }
        if (run != null) {
            return options.steer(operation, List.of(RunNames.find(options.home().home(), run)), Map.of());
        }
        Table found = found();
        List<String> runs =
                found.rows().stream().map(row -> String.valueOf(row.get(0))).toList();
        return yes && !runs.isEmpty() ? options.steer(operation, runs, Map.of()) : list(found);
    }

    private int list(Table found) {
        found.print(terminal, OutputFormat.TABLE);
        int size = found.rows().size();
        String next = size == 0 ? "" : ": give --yes to " + operation + " them";
        terminal.out()
                .println((size == MOST ? "the first " : "") + size + (size == 1 ? " run" : " runs")
                        + "; nothing was changed" + next);
        return 0;
    }

    private Table found() {
        List<String> conditions = new ArrayList<>(List.of("status in (" + states + ")"));
        List<Object> parameters = new ArrayList<>();
        if (workflow != null) {
            conditions.add(workflow.contains("/") ? "namespace || '/' || workflow = ?" : "workflow = ?");
            parameters.add(workflow);
        }
        if (status != null) {
            conditions.add("status = ?");
            parameters.add(status.name());
        }
        if (olderThan != null) {
            conditions.add("created_at < dateadd(second, ?, current_timestamp)");
            parameters.add(-olderThan.toSeconds());
        }
        parameters.add(MOST);
        try (History history = HistoryDoor.open(options.home().home())) {
            return history.query(
                    "select run_id, namespace || '/' || workflow as workflow, status, created_at from report.runs where "
                            + String.join(" and ", conditions) + " order by run_id limit ?",
                    parameters);
        }
    }
}
