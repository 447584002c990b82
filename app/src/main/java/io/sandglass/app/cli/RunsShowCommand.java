package io.sandglass.app.cli;

import io.sandglass.run.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final RunArgument run = new RunArgument();

    RunsShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (History history = HistoryDoor.open(home.home())) {
            long number = RunId.parse(run.find(history)).value();
            Table about = history.query("select * from report.runs where run_number = ?", List.of(number));
            print(about, history.query(ATTEMPTS, List.of(number, number)));
        }
        return 0;
    }

    private void print(Table about, Table attempts) {
        output.format().print(terminal, () -> object(about, attempts), () -> {
            about.printFields(terminal);
            terminal.out().println();
            attempts.lines(terminal).forEach(terminal.out()::println);
        });
        attempts.warnIfTruncated(terminal);
    }

    private static Map<String, @Nullable Object> object(Table about, Table attempts) {
        Map<String, @Nullable Object> object =
                new LinkedHashMap<>(about.objects().get(0));
        object.put("attempts", attempts.objects());
        return object;
    }
}
