package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import io.sandglass.app.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which home to work on. */
final class HomeOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where plugins, workflows and history are. Default: $SANDGLASS_HOME, else ./sandglass-home.")
    private @Nullable Path directory;

    /** @throws CommandFailed if the database cannot be kept there */
    Home home() {
        Home home = new Home(Optional.ofNullable(directory)
                .or(() -> Optional.ofNullable(System.getenv("SANDGLASS_HOME"))
                        .filter(value -> !value.isBlank())
                        .map(Path::of))
                .orElse(Path.of("sandglass-home")));
        refuseFile(home.root());
        try {
            Administration.DEFAULT.store(home); // looks at the path
            return home;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(CommandFailed.USAGE, e.getMessage() + "; name another --home");
        }
    }

    /** Nothing can be made below a file either. */
    private static void refuseFile(Path root) {
        for (Path one = root; one != null; one = one.getParent()) {
            if (Files.isRegularFile(one)) {
                throw new CommandFailed(
                        CommandFailed.USAGE,
                        one + " is a file, but a home is a directory"
                                + (one.equals(root) ? "" : ", and so is what it is in") + "; name another --home");
            }
        }
    }
}
