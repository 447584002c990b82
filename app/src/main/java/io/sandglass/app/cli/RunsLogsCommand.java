package io.sandglass.app.cli;

import io.sandglass.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows what the nodes of a run logged.")
final class RunsLogsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final RunArgument run = new RunArgument();

    @Option(names = "--node", paramLabel = "ID", description = "Only lines of this node.")
    private @Nullable String node;

    RunsLogsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String id;
        boolean silent;
        try (History history = HistoryDoor.open(home.home())) {
            id = run.find(history);
            long number = RunId.parse(id).value();
            Table lines = history.query(
                    "select at, node_id as node, attempt, level, text from report.logs"
                            + " where run_number = ? and (node_id = ? or ? = '') order by line_id",
                    List.of(number, node == null ? "" : node, node == null ? "" : node));
            if (output.format() == OutputFormat.TABLE) {
                lines.rows().forEach(this::print);
                lines.warnIfTruncated(terminal);
            } else {
                lines.print(terminal, output.format());
            }
            silent = lines.rows().isEmpty();
        }
        if (silent && node != null) {
            refuseUnknown(id, node);
        }
        return 0;
    }

    /** Only the plan knows nodes that have not begun. */
    private void refuseUnknown(String id, String wanted) {
        try (RunDoor door = RunDoor.open(home.home())) {
            door.explain(Map.of("run", id, "node", wanted));
        }
    }

    private void print(List<@Nullable Object> row) {
        terminal.out()
                .printf(
                        "%s %-5s %s#%s  %s%n",
                        terminal.paint(String.valueOf(row.get(0)), Terminal.Ink.DIM),
                        row.get(3),
                        row.get(1),
                        row.get(2),
                        Printable.line(String.valueOf(row.get(4))));
    }
}
