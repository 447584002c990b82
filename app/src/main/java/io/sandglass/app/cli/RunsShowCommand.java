package io.sandglass.app.cli;

import io.sandglass.run.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one run and every attempt of its nodes.")
final class RunsShowCommand implements Callable<Integer> {
    /** And, as attempt 0, the nodes that ended without one. */
    private static final String ATTEMPTS = """
            select node, kind, attempt, state, reason, ms, fuel, memory, error_code, error from (
                select node_id as node, kind, attempt, state, reason, wall_ms as ms, fuel_units as fuel,
                    peak_memory_bytes as memory, error_code, error, started_at
                from report.attempts where run_number = ?
                union all
                select node_id, null, 0, state, reason, null, null, null, error_code, error, started_at
                from report.node_runs where run_number = ? and attempts = 0
            ) order by started_at nulls first, node, attempt
            """;

    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id, or 'last' for the newest run.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String run;

    RunsShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (History history = HistoryDoor.open(home.home())) {
            long number = RunId.parse(RunNames.find(history, run)).value();
            Table about = history.query("select * from report.runs where run_number = ?", List.of(number));
            print(about, history.query(ATTEMPTS, List.of(number, number)));
        }
        return 0;
    }

    private void print(Table about, Table attempts) {
        if (output.format() == OutputFormat.TABLE) {
            about.printFields(terminal);
            terminal.out().println();
            attempts.print(terminal, OutputFormat.TABLE);
            return;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(about.objects().get(0));
        all.put("attempts", new ArrayList<>(attempts.objects()));
        attempts.warnIfTruncated(terminal);
        terminal.out().println(output.format() == OutputFormat.JSON ? Json.pretty(all) : Json.yaml(all));
    }
}
