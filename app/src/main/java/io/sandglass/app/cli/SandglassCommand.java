package io.sandglass.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
            "  sandglass serve --home my-home             fire workflows in my-home/workflows on their schedule"
        })
final class SandglassCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
