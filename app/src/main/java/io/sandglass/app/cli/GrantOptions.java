package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import java.util.List;
import picocli.CommandLine.Option;

/** What the person at the command line grants on top of the home's settings. */
final class GrantOptions {
    @Option(
            names = "--grant-exec",
            paramLabel = "PROGRAM",
            split = ",",
            description = "Allow shell nodes to start this program if their workflow asks for it. Can be given again.")
    private List<String> programs = List.of();

    Administration over(Administration settled) {
        return settled.allowing(programs);
    }
}
