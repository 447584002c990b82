/**
 * What a run is made of: ids, events, states, what its expressions see, the size of its payloads. Values only.
 *
 * <p>May import {@code spec}, {@code expression} and {@code plugin}.
 */
@NullMarked
package io.sandglass.run;

import org.jspecify.annotations.NullMarked;
