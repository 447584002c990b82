package io.sandglass.app.cli;

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
        switch (format) {
            case JSON -> terminal.out().println(Json.pretty(object));
            case YAML -> terminal.out().println(Json.yaml(object));
            case TABLE -> lines.forEach(terminal.out()::println);
        }
    }

    /** For the help text: in lower case, as one types them. */
    static final class Names extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(java.util.List.of("table", "json", "yaml"));
        }
    }
}
