/**
 * One run that goes on: its owner, its records, its attempts and its alarms.
 *
 * <p>Entry type: {@link io.sandglass.engine.run.RunExecution}. Of the engine it may import all but the package {@code
 * engine} itself.
 */
@NullMarked
package io.sandglass.engine.run;

import org.jspecify.annotations.NullMarked;
