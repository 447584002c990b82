/**
 * Reading the WebAssembly binary format without trusting a word of it.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.binary.BinaryReader}. Knows bytes, numbers and the shape of instructions; what
 * is allowed is {@code policy}'s business. May import the JDK.
 */
@NullMarked
package io.sandglass.sandbox.binary;

import org.jspecify.annotations.NullMarked;
