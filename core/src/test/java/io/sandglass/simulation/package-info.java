/**
 * A simulated world around the real engine: a machine whose chance is seeded, a store with faults, nodes that misbehave,
 * people who start and cancel runs, crashes. What is seen from outside goes into an
 * {@link io.sandglass.history.History}.
 *
 * <p>Entry type: {@link io.sandglass.simulation.World}.
 */
package io.sandglass.simulation;
