/**
 * Events as bytes: compact, exact, and read back by every later program.
 *
 * <p>Entry type: {@link io.sandglass.store.codec.EventCodec}. A new kind of event is one entry in {@code NodeKinds},
 * {@code RunKinds} or {@code SteeringKinds}. May import {@code run}, {@code spec} and {@code plugin}, nothing of the
 * other packages of this module.
 */
@NullMarked
package io.sandglass.store.codec;

import org.jspecify.annotations.NullMarked;
