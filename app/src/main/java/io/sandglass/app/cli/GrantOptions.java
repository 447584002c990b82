package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import io.sandglass.app.Home;
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

    /** Checks that nothing is granted where a running service has settled it already. */
    void refuseWith(Home home) {
        if (!programs.isEmpty()) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "a service is running on this home, and it decides what programs may be started; put\n  grants: { exec: ["
                            + String.join(", ", programs) + "] }\ninto " + home.configuration()
                            + " and start the service again, or run without --grant-exec");
        }
    }

    Administration over(Administration settled) {
        return settled.allowing(programs);
    }
}
