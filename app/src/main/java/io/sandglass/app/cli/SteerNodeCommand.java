package io.sandglass.app.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A command that asks something of one node of a run. */
abstract class SteerNodeCommand extends SteerOneCommand {
    @Parameters(index = "1", paramLabel = "NODE", description = "The node's id.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String node;

    SteerNodeCommand(Terminal terminal, String operation) {
        super(terminal, operation);
    }

    @Override
    Map<String, @Nullable Object> details() {
        return details("node", node);
    }
}
