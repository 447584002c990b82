package io.sandglass.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that asks something of one run. */
@Command(mixinStandardHelpOptions = true)
abstract class SteerOneCommand implements Callable<Integer> {
    private final String operation;

    @Mixin
    private final SteerOptions options;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'last'.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String run;

    SteerOneCommand(Terminal terminal, String operation) {
        this.operation = operation;
        this.options = new SteerOptions(terminal);
    }

    /** What the operation needs beyond the run. */
    abstract Map<String, @Nullable Object> details();

    @Override
    public final Integer call() throws InterruptedException {
        String id = RunNames.find(options.home().home(), run);
        return options.steer(operation, id, details());
    }

    static Map<String, @Nullable Object> details(String field, @Nullable Object value) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put(field, value);
        return details;
    }
}
