package io.sandglass.app.cli;

import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.wasm.InvalidWasmPlugin;
import io.sandglass.plugin.wasm.WasmPlugin;
import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.inspect.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a module is talked to: as its sidecar says, unless an option does. */
final class GuestEntry {
    private static final String COMMAND = "wasi-command";
    private static final String EXTISM = "extism";
    private static final String FUNCTION = " (function)";

    @Option(
            names = "--abi",
            paramLabel = "ABI",
            description =
                    "How it is talked to: wasi-command or extism. Default: what --entry or the .plugin.yaml beside it"
                            + " says, else wasi-command.")
    private @Nullable String abi;

    @Option(
            names = "--entry",
            paramLabel = "FUNCTION",
            description = "The function of an Extism plug-in that is called. Default: what the .plugin.yaml says.")
    private @Nullable String entry;

    /** @throws CommandFailed if the options contradict each other, or the sidecar is wrong */
    Abi abi(ModuleFile module) {
        String asked = abi;
        if (asked == null) {
            return function(module).map(GuestEntry::extism).orElse(Abi.COMMAND);
        }
        return switch (asked) {
            case COMMAND -> command();
            case EXTISM -> function(module).map(GuestEntry::extism).orElseThrow(() -> noEntry(module));
            default -> throw unknown(asked);
        };
    }

    private Optional<String> function(ModuleFile module) {
        return Optional.ofNullable(entry).or(() -> ofSidecar(module));
    }

    private Abi command() {
        if (entry != null) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "--entry names a function of an Extism plug-in, but --abi says " + COMMAND + ", which begins at"
                            + " _start; leave one of them out");
        }
        return Abi.COMMAND;
    }

    private static Abi extism(String function) {
        return Abi.extism(function, Map.of());
    }

    private static CommandFailed noEntry(ModuleFile module) {
        List<String> functions = Inspection.of(module.bytes()).exports().stream()
                .filter(export -> export.endsWith(FUNCTION))
                .map(export -> export.substring(0, export.length() - FUNCTION.length()))
                .toList();
        return new CommandFailed(
                CommandFailed.USAGE,
                "--abi extism needs the function to call: --entry FUNCTION; the module exports "
                        + (functions.isEmpty() ? "none" : Printable.line(String.join(", ", functions))));
    }

    private static CommandFailed unknown(String asked) {
        List<String> known = List.of(COMMAND, EXTISM);
        return new CommandFailed(
                CommandFailed.USAGE,
                "--abi: there is no ABI '" + asked + "'; "
                        + Suggestion.nearest(asked, known)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("write " + String.join(" or ", known)));
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
