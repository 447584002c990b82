/**
 * Rewrites modules so that they meter themselves: fuel for the work done, and a count of the depth of calls.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.metering.FuelRewriter}. Independent of the engine, so that a module uses the
 * same fuel wherever it runs. May import {@code binary}.
 */
@NullMarked
package io.sandglass.sandbox.metering;

import org.jspecify.annotations.NullMarked;
