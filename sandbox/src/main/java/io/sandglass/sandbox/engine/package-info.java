/**
 * The seam between the sandbox and a WebAssembly engine.
 *
 * <p>Public. Entry type: {@link io.sandglass.sandbox.engine.WasmEngine}. Speaks of bytes, host functions and traps only, so that
 * another engine can be slotted in beside the shipped one. May import the JDK.
 */
@NullMarked
package io.sandglass.sandbox.engine;

import org.jspecify.annotations.NullMarked;
