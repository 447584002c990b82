package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a WebAssembly module once in the sandbox, without a workflow, and says what it used.",
        footer = {
            "",
            "What the program writes goes to standard output, what it logs to standard error with | before each line, and a",
            "report of its use behind that; with -o json or yaml all of it is one object on standard output.",
            "Exit code: 0 if the program ended with 0, 1 if it did not, 2 if the module, or so much input, may not run here."
        })
final class SandboxRunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE.wasm",
            description = "A WASI command, built for wasm32-wasip1, or an Extism plug-in.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private Path file;

    @Mixin
    private final GuestOptions guest = new GuestOptions();

    @Mixin
    private final GuestEntry entry = new GuestEntry();

    @Mixin
    private final GuestGrantOptions grants = new GuestGrantOptions();

    @Option(names = "--interpret", description = "Interprets the module instead of compiling it: slower by far.")
    private boolean interpret;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    SandboxRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModuleFile module = ModuleFile.read(file);
        SandboxSettings settings = settings();
        Invocation plain = guest.invocation(String.valueOf(file.getFileName())).withAbi(entry.abi(module));
        GuestLines log = new GuestLines(plain.limits().stderrBytes());
        Invocation call = plain.withCapabilities(grants.capabilities(log));
        try (WasmSandbox sandbox = WasmSandbox.create(settings)) {
            SandboxResult result = sandbox.run(sandbox.load(module.bytes()), call);
            return new GuestReport(result, log.lines()).print(terminal, output.format());
        } catch (InvalidModule refused) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    module.name() + ": " + refused.getMessage() + "; sandglass sandbox inspect shows what is in it");
        }
    }

    private SandboxSettings settings() {
        SandboxSettings settings = Administration.of(home.home()).sandboxSettings();
        return settings.withCompiling(settings.compiling().withInterpreted(interpret));
    }
}
