/**
 * Workloads of trivial tasks that any scheduler can do: chains, fans, single jobs. Entry type: {@link
 * io.sandglass.benchmarks.tasks.TaskSystem}, which each system implements.
 */
@NullMarked
package io.sandglass.benchmarks.tasks;

import org.jspecify.annotations.NullMarked;
