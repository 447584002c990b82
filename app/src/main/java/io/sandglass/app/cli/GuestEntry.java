package io.sandglass.app.cli;

import io.sandglass.plugin.wasm.InvalidWasmPlugin;
import io.sandglass.plugin.wasm.WasmPlugin;
import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.WasmSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a module is talked to: as its sidecar says, unless an option does. */
final class GuestEntry {
    @Option(
            names = "--entry",
            paramLabel = "FUNCTION",
            description = "Takes the module for an Extism plug-in and calls this function of it. Default: what the"
                    + " .plugin.yaml beside it says, else a WASI command.")
    private @Nullable String entry;

    /** @throws CommandFailed if the sidecar is wrong */
    Abi abi(ModuleFile module) {
        return Optional.ofNullable(entry)
                .or(() -> ofSidecar(module))
                .map(function -> Abi.extism(function, Map.of()))
                .orElse(Abi.COMMAND);
    }

    private static Optional<String> ofSidecar(ModuleFile module) {
        Path file = Path.of(module.name());
        String name = String.valueOf(file.getFileName());
        Path sidecar = file.resolveSibling(WasmPlugin.sidecarOf(name));
        if (!Files.isRegularFile(sidecar)) {
            return Optional.empty();
        }
        try {
            String said = Files.readString(sidecar);
            return WasmPlugin.read(name, module.bytes(), Optional.of(said), GuestEntry::none)
                    .entry();
        } catch (InvalidWasmPlugin e) {
            throw new CommandFailed(CommandFailed.USAGE, e.reason());
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, "cannot read " + sidecar + ": " + e.getMessage());
        }
    }

    private static WasmSandbox none() {
        throw new AssertionError("nothing is run here");
    }
}
