package io.sandglass.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Queries the history with SQL, with the rights of the reader: the views of schema report.",
        footer = {
            "%nExamples:",
            "  sandglass sql \"select status, count(*) from report.runs group by status\"",
            "  sandglass sql \"select table_name from information_schema.views where table_schema = 'REPORT'\""
        })
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions history;

    @Parameters(paramLabel = "SELECT", description = "One statement.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String statement;

    SqlCommand(Terminal terminal) {
        this.history = new HistoryOptions(terminal);
    }

    @Override
    public Integer call() {
        return history.show(statement, List.of());
    }
}
