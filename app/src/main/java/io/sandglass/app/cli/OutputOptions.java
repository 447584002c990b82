package io.sandglass.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to show the result. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to show the result: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            completionCandidates = Names.class)
    private OutputFormat format = OutputFormat.TABLE;

    OutputFormat format() {
        return format;
    }

    /** Prints an object for programs, or these lines for people. */
    void print(Terminal terminal, Map<String, ? extends @Nullable Object> object, List<String> lines) {
        format.print(terminal, () -> object, () -> lines.forEach(terminal.out()::println));
    }

    /** For the help text: in lower case, as one types them. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(List.of("table", "json", "yaml"));
        }
    }
}
