/**
 * Modules that did harm to their host, and may not run until somebody lets them.
 *
 * <p>Public. Entry type: {@link io.sandglass.sandbox.quarantine.Quarantine}. May import {@code sealing}.
 */
@NullMarked
package io.sandglass.sandbox.quarantine;

import org.jspecify.annotations.NullMarked;
