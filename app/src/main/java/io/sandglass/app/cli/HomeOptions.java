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
        if (Files.exists(home.root()) && !Files.isDirectory(home.root())) {
            throw new CommandFailed(
                    CommandFailed.USAGE, home.root() + " is a file, but a home is a directory; name another --home");
        }
        try {
            Administration.DEFAULT.store(home); // looks at the path
            return home;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(CommandFailed.USAGE, e.getMessage() + "; name another --home");
        }
    }
}
