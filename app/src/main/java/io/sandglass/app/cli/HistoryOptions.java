package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import picocli.CommandLine.Mixin;

/** What every command has that shows the answer to a question: which home to ask, and how to show it. */
final class HistoryOptions {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    HistoryOptions(Terminal terminal) {
        this.terminal = requireNonNull(terminal, "terminal");
    }

    /**
     * Asks and shows the answer.
     *
     * @param parameters for the question marks
     * @return the exit code
     */
    int show(String sql, List<?> parameters) {
        try (History history = HistoryDoor.open(home.home())) {
            ask(history, sql, parameters).print(terminal, output.format());
        }
        return 0;
    }

    private static Table ask(History history, String sql, List<?> parameters) {
        try {
            return history.query(sql, parameters);
        } catch (CommandFailed e) {
            throw QueryHint.of(history, e);
        }
    }
}
