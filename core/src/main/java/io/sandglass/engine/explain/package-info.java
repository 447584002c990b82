/**
 * Says why a run and its nodes stand where they stand.
 *
 * <p>Entry type: {@link io.sandglass.engine.explain.Explanation}. Of the engine it may import {@code step} and {@code
 * steering}.
 */
@NullMarked
package io.sandglass.engine.explain;

import org.jspecify.annotations.NullMarked;
