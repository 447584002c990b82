package io.sandglass.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes the whole history of a home into one file, also while its service is running.")
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "The zip file to write; must not exist.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private Path file;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoreDoor.backup(home.home(), file);
        String told = "wrote " + file + "; it holds the database's passwords, so keep it to yourself";
        output.print(terminal, Map.of("wrote", file.toString()), List.of(told));
        return 0;
    }
}
