/**
 * The failures that the engine itself finds.
 *
 * <p>Entry type: {@link io.sandglass.engine.failure.EngineFailures}. Knows no other package of the engine.
 */
@NullMarked
package io.sandglass.engine.failure;

import org.jspecify.annotations.NullMarked;
