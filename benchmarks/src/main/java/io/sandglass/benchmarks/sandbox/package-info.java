/**
 * The sandbox: what a run, a load and a unit of fuel cost, beside the same code unmetered, in plain Java and in V8.
 */
@NullMarked
package io.sandglass.benchmarks.sandbox;

import org.jspecify.annotations.NullMarked;
