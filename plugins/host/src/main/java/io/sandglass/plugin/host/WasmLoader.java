package io.sandglass.plugin.host;

import io.sandglass.plugin.wasm.InvalidWasmPlugin;
import io.sandglass.plugin.wasm.KeptModules;
import io.sandglass.plugin.wasm.WasmPlugin;
import io.sandglass.sandbox.WasmSandbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns a WASM module and its sidecar into a node type. */
final class WasmLoader {
    private final Optional<Supplier<WasmSandbox>> sandbox;
    private final Optional<KeptModules> kept;

    WasmLoader(PluginSources sources) {
        this.sandbox = sources.sandbox();
        this.kept = sources.kept();
    }

    List<LoadedType> load(PluginFile file) throws PluginRefused {
        Supplier<WasmSandbox> runner =
                sandbox.orElseThrow(() -> new PluginRefused("WASM modules are switched off: there is no sandbox"));
        try {
            WasmPlugin plugin = WasmPlugin.read(file.name(), file.bytes(), file.sidecar(), runner, kept);
            return List.of(new LoadedType(
                    plugin.type(),
                    LoadedType.WASM,
                    file.digest(),
                    plugin.defaultLimits(),
                    plugin.maxLimits(),
                    plugin.mostMemoryBytes(),
                    plugin::create));
        } catch (InvalidWasmPlugin invalid) {
            throw new PluginRefused(invalid.reason());
        }
    }
}
