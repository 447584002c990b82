/**
 * The interface that Extism's plug-in development kits are compiled against: import module {@code extism:host/env}.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.extism.ExtismAbi}. May import the engine's seam and capabilities.
 */
@NullMarked
package io.sandglass.sandbox.extism;

import org.jspecify.annotations.NullMarked;
