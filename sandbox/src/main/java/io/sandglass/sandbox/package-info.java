/**
 * Runs untrusted WebAssembly under hard limits, and says what it used.
 *
 * <pre>{@code
 * try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withCacheDirectory(cache))) {
 *     SandboxModule module = sandbox.load(Files.readAllBytes(wasm)); // checked and compiled, once
 *     SandboxResult result = sandbox.run(module, Invocation.of("{}".getBytes(UTF_8))
 *             .withLimits(SandboxLimits.DEFAULTS.withFuelUnits(50_000_000).withWall(Duration.ofSeconds(2))));
 *     if (result.outcome() == Outcome.OK) {
 *         use(result.stdout(), result.usage().fuelUnits());
 *     } else {
 *         report(result.outcome(), result.fault()); // a guest never throws at its caller
 *     }
 * }
 * }</pre>
 *
 * <p>What a guest may ask of its host is granted by {@link io.sandglass.sandbox.capability.Capabilities}; files and a world
 * that is the same each time are {@link io.sandglass.sandbox.Surroundings}.
 *
 * <p>Public, as are {@code capability}, {@code quarantine}, {@code inspect} and {@code engine}; the packages beside them are
 * internal. Entry type: {@link io.sandglass.sandbox.WasmSandbox}. Stands on its own: no other room of the product is needed.
 * May import {@code engine} (the seam to a WebAssembly engine) and {@code wasi}, never an engine itself: engines are
 * found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.sandglass.sandbox;

import org.jspecify.annotations.NullMarked;
