package io.sandglass.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "version", mixinStandardHelpOptions = true, description = "Shows the version of Sandglass and of Java.")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new Table(
                        List.of("name", "version"),
                        List.of(
                                List.of("sandglass", Version.product()),
                                List.of("java", Runtime.version().toString())))
                .print(terminal, output.format());
        return 0;
    }
}
