/**
 * Compiled modules on disk, shared by processes.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.cache.CodeDirectory}. Nothing read from disk is trusted before its seal was
 * checked. May import {@code sealing}.
 */
@NullMarked
package io.sandglass.sandbox.cache;

import org.jspecify.annotations.NullMarked;
