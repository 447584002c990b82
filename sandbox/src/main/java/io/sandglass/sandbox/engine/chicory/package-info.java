/**
 * The engine that ships: Chicory, a WebAssembly engine in pure Java, in compiled mode.
 *
 * <p>The one package that may import Chicory. Reached through the service entry only.
 */
@NullMarked
package io.sandglass.sandbox.engine.chicory;

import org.jspecify.annotations.NullMarked;
