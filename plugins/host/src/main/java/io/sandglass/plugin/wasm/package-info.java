/**
 * Makes node types of WebAssembly modules: sidecar files, the WASI command ABI, outcomes as results.
 *
 * <p>Entry type: {@link io.sandglass.plugin.wasm.WasmPlugin}. May import {@code io.sandglass.plugin}, {@code
 * io.sandglass.sandbox} and Jackson; never an engine.
 */
@NullMarked
package io.sandglass.plugin.wasm;

import org.jspecify.annotations.NullMarked;
