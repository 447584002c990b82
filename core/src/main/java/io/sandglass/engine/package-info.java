/**
 * Runs plans: a pure step function, one owner per run, and the adapters to threads, timers and the store.
 *
 * <p>Entry type: {@link io.sandglass.engine.WorkflowEngine}.
 */
@NullMarked
package io.sandglass.engine;

import org.jspecify.annotations.NullMarked;
