/**
 * The engine that ships: Chicory, a WebAssembly engine in pure Java, in compiled mode.
 *
 * <p>Internal: not for use outside of the sandbox.
 * The one package that may import Chicory. Reached through the service entry only.
 */
@NullMarked
package io.sandglass.sandbox.engine.chicory;

import org.jspecify.annotations.NullMarked;
