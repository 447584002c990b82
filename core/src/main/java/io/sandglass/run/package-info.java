/**
 * What a run is made of: ids, events, states. Values only.
 *
 * <p>May import {@code spec} and {@code plugin}.
 */
@NullMarked
package io.sandglass.run;

import org.jspecify.annotations.NullMarked;
