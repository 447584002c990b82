/**
 * What a module may look like, checked in one pass before any library sees the bytes.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.policy.StaticPolicy}. May import {@code binary}.
 */
@NullMarked
package io.sandglass.sandbox.policy;

import org.jspecify.annotations.NullMarked;
