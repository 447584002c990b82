/** Turns the example modules from text into binaries while they are built; nothing of it is shipped. */
@NullMarked
package io.sandglass.examples.wasm;

import org.jspecify.annotations.NullMarked;
