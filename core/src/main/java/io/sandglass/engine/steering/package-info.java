/**
 * What can be asked of a run from outside, and what becomes of it.
 *
 * <p>Entry types: {@link io.sandglass.engine.steering.Operation} and
 * {@link io.sandglass.engine.steering.SteeringResult}. Knows no other package of the engine.
 */
@NullMarked
package io.sandglass.engine.steering;

import org.jspecify.annotations.NullMarked;
