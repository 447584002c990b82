/**
 * The guest's side of {@code capability}: functions of the import module {@code sandglass}, counted, charged and checked.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry types: {@link io.sandglass.sandbox.hostcall.SandglassAbi} and
 * {@link io.sandglass.sandbox.hostcall.CapabilitySession}. May import {@code capability} and the engine's seam.
 */
@NullMarked
package io.sandglass.sandbox.hostcall;

import org.jspecify.annotations.NullMarked;
