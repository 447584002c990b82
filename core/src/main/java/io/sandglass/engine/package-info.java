/**
 * Runs workflows: launches them, takes them up after a restart, steers and explains them. Brings the parts of the engine
 * together.
 *
 * <p>Entry type: {@link io.sandglass.engine.WorkflowEngine}. May import all packages of the engine; none of them imports
 * this one.
 */
@NullMarked
package io.sandglass.engine;

import org.jspecify.annotations.NullMarked;
