/**
 * Runs untrusted WebAssembly under hard limits, and says what it used.
 *
 * <p>Entry type: {@link io.sandglass.sandbox.WasmSandbox}. Stands on its own: no other room of the product is needed.
 * May import {@code engine} (the seam to a WebAssembly engine) and {@code wasi}, never an engine itself: engines are
 * found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.sandglass.sandbox;

import org.jspecify.annotations.NullMarked;
