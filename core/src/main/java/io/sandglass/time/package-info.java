/**
 * Everything nondeterministic, behind small interfaces: clock, timers, workers, ids. The only package of core that asks
 * the system for the time, starts threads or makes ids.
 *
 * <p>Entry type: {@link io.sandglass.time.Platform}. Of ours it may import {@code run}.
 */
@NullMarked
package io.sandglass.time;

import org.jspecify.annotations.NullMarked;
