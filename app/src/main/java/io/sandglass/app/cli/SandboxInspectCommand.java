package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.CompileCost;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.inspect.Inspection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows what is in a WebAssembly module and whether it may run here, without running it.",
        footer = {
            "",
            "The settings are those of the home, if there is one.",
            "Exit code: 0 if it may run here, 2 if it may not."
        })
final class SandboxInspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE.wasm", description = "A WebAssembly module.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private Path file;

    @Mixin
    private final GuestEntry entry = new GuestEntry();

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    SandboxInspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModuleFile module = ModuleFile.read(file);
        ModuleReport report = report(module, entry.abi(module), Administration.of(home.home()));
        report.print(terminal, output.format());
        return report.objection().isEmpty() ? 0 : CommandFailed.USAGE;
    }

    private static ModuleReport report(ModuleFile module, Abi abi, Administration administration) {
        Inspection inspection = Inspection.of(module.bytes());
        try (WasmSandbox sandbox = WasmSandbox.create(administration.sandboxSettings())) {
            return new ModuleReport(
                    module, inspection, verdict(sandbox, module, inspection, abi), cost(sandbox, module));
        }
    }

    private static Optional<String> verdict(WasmSandbox sandbox, ModuleFile module, Inspection inspection, Abi abi) {
        try {
            return sandbox.objection(module.bytes())
                    .or(() -> abi.equals(Abi.COMMAND) ? notACommand(inspection) : Optional.empty())
                    .or(() -> sandbox.load(module.bytes()).objection(abi));
        } catch (InvalidModule refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<CompileCost> cost(WasmSandbox sandbox, ModuleFile module) {
        try {
            return Optional.of(sandbox.compileCost(module.bytes()));
        } catch (InvalidModule refused) {
            return Optional.empty();
        }
    }

    private static Optional<String> notACommand(Inspection inspection) {
        if (inspection.isCommand()) {
            return Optional.empty();
        }
        return Optional.of(
                inspection.exports().contains("_initialize (function)")
                        ? "it is a library (it exports _initialize, not _start); build it as a program with a main"
                        : "it exports no function _start; build it as a program with a main, for wasm32-wasip1");
    }
}
