package io.sandglass.app.cli;

import io.sandglass.app.Home;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes the history of a home from a backup; what is there is moved aside and kept.")
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Parameters(paramLabel = "FILE", description = "A file that 'sandglass backup' wrote.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private Path file;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Home restored = home.home();
        Path aside = StoreDoor.restore(restored, file);
        terminal.out().println("restored " + file + " to " + restored.data());
        if (!aside.equals(restored.data())) {
            terminal.out().println("what was there is in " + aside);
        }
        return 0;
    }
}
