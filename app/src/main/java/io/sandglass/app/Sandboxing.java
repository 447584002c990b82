package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.sandbox.Compiling;
import io.sandglass.sandbox.SandboxSettings;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a home runs WASM.
 *
 * @param guests how many run at once; empty to follow the processors
 * @param memoryBytes what is promised to all of them together; empty to follow the heap
 * @param compiling how modules become code
 * @param warmUp whether a service loads the engine before the first guest needs it
 */
record Sandboxing(OptionalInt guests, OptionalLong memoryBytes, Compiling compiling, boolean warmUp) {
    static final Sandboxing DEFAULT =
            new Sandboxing(OptionalInt.empty(), OptionalLong.empty(), Compiling.DEFAULTS, true);

    Sandboxing {
        requireNonNull(guests, "guests");
        requireNonNull(memoryBytes, "memoryBytes");
        requireNonNull(compiling, "compiling");
    }

    /** Without a place for compiled modules. */
    SandboxSettings settings() {
        SandboxSettings settings = SandboxSettings.defaults().withCompiling(compiling);
        return settings.withMaxConcurrentGuests(guests.orElse(settings.maxConcurrentGuests()))
                .withMemoryBudgetBytes(memoryBudgetBytes());
    }

    /** What there is for all guests together, of which none may have more. */
    long memoryBudgetBytes() {
        return memoryBytes.orElseGet(SandboxSettings::defaultMemoryBudgetBytes);
    }
}
