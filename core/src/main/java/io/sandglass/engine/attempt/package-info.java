/**
 * Makes one attempt of a node: its place at the gate, its thread, what it may reach, its end.
 *
 * <p>Entry type: {@link io.sandglass.engine.attempt.Attempt}. Of the engine it may import {@code
 * failure} and {@code fuel}.
 */
@NullMarked
package io.sandglass.engine.attempt;

import org.jspecify.annotations.NullMarked;
