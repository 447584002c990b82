/** Workloads on the service as a process of its own, as it is shipped: starts, kills, recoveries. */
@NullMarked
package io.sandglass.benchmarks.process;

import org.jspecify.annotations.NullMarked;
