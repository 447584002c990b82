package io.sandglass.sandbox.torture;

import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.util.List;
import java.util.stream.Stream;

/** All guests of the table. */
final class Suite {
    /** What the ids of the engines begin with. */
    static final List<String> ENGINES = List.of("chicory", "interpreted", "endive");

    private Suite() {}

    /** A sandbox on one of them. */
    static WasmSandbox sandbox(SandboxSettings settings, String engine) {
        return WasmSandbox.create(settings, WasmEngine.named(engine), Quarantine.inMemory());
    }

    static List<Hostile> guests() {
        return Stream.of(
                        Loops.all(),
                        Depths.all(),
                        Sizes.all(),
                        Traps.all(),
                        Pointers.all(),
                        Floods.all(),
                        Files.all(),
                        Bombs.all(),
                        Manners.all())
                .flatMap(cases -> cases)
                .toList();
    }
}
