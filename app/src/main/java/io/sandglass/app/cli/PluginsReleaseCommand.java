package io.sandglass.app.cli;

import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Lets a plugin run again that was put into quarantine for what it did to the host.")
final class PluginsReleaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Parameters(
            paramLabel = "DIGEST|TYPE",
            description = "The digest, or the beginning of it, or a node type, as sandglass plugins list shows them.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String plugin;

    PluginsReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Home directory = home.home();
        String released = Served.on(directory)
                .map(service -> service.ask("release", Map.of("plugin", plugin))
                        .path("released")
                        .asText())
                .orElseGet(() -> releaseHere(directory));
        terminal.out().println("released " + released);
        return 0;
    }

    private String releaseHere(Home directory) {
        try (Catalog catalog = Catalog.open(directory, List.of())) {
            return catalog.release(plugin);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(CommandFailed.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
