package io.sandglass.app.cli;

import io.sandglass.app.Home;
import picocli.CommandLine.Parameters;

/** The run that a command is about, as its first argument. */
final class RunArgument {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'last'.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String name;

    /** The id of the run; see {@link RunNames#find(History, String)}. */
    String find(History history) {
        return RunNames.find(history, name);
    }

    /** As {@link #find(History)}, in the history of a home. */
    String find(Home home) {
        return RunNames.find(home, name);
    }
}
