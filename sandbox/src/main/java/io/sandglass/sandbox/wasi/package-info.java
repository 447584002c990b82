/**
 * WASI preview 1, denied by default: standard streams, clock and random, files in memory if the host gives any, no sockets.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.wasi.WasiPreview1}. Every function of preview 1 is answered, and every pointer
 * and length of the guest is checked with 64-bit arithmetic before anything is allocated. May import {@code engine}
 * and {@code tree}.
 */
@NullMarked
package io.sandglass.sandbox.wasi;

import org.jspecify.annotations.NullMarked;
