package io.sandglass.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that asks something of one run. */
@Command(mixinStandardHelpOptions = true)
abstract class SteerOneCommand implements Callable<Integer> {
    private final String operation;

    @Mixin
    private final SteerOptions options;

    @Mixin
    private final RunArgument run = new RunArgument();

    SteerOneCommand(Terminal terminal, String operation) {
        this.operation = operation;
        this.options = new SteerOptions(terminal);
    }

    /** What the operation needs beyond the run. */
    abstract Map<String, @Nullable Object> details();

    @Override
    public final Integer call() throws InterruptedException {
        String id = run.find(options.home().home());
        return options.steer(operation, id, details());
    }

    static Map<String, @Nullable Object> details(String field, @Nullable Object value) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put(field, value);
        return details;
    }
}
