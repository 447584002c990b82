package io.sandglass.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: only a list of the others. */
@Command(
        name = "sandglass",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs and schedules workflows; runs code you did not write in a sandbox.",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  sandglass run examples/hello.yaml          run a workflow now",
            "  sandglass validate my.yaml                 see what is wrong with one",
            "  sandglass serve --home my-home             run its workflows on schedule",
            "  sandglass help run                         what a command takes"
        })
final class SandglassCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    SandglassCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Named alone it shows what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return CommandFailed.USAGE;
    }
}
