/**
 * The mind of the engine: a pure function from where a run stands and what is heard to what is recorded and done. Has
 * no threads, no timers, no clock and no store.
 *
 * <p>Entry type: {@link io.sandglass.engine.step.RunStep}. Of the engine it may import {@code failure} and {@code
 * steering}.
 */
@NullMarked
package io.sandglass.engine.step;

import org.jspecify.annotations.NullMarked;
