package io.sandglass.app.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a command shows its result. */
enum OutputFormat {
    /** For people. */
    TABLE,
    JSON,
    YAML;

    /**
     * Prints a result in this format.
     *
     * @param object the result as JDK values, for programs
     * @param table prints it for people
     */
    void print(Terminal terminal, Supplier<? extends @Nullable Object> object, Runnable table) {
        switch (this) {
            case TABLE -> table.run();
            case JSON -> terminal.out().println(Json.pretty(object.get()));
            case YAML -> terminal.out().println(Json.yaml(object.get()));
        }
    }
}
