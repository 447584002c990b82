/**
 * Other systems that run tasks, set up as their users would, doing the workloads of {@link
 * io.sandglass.benchmarks.tasks}. Entry type: {@link io.sandglass.benchmarks.peers.Peers}.
 */
@NullMarked
package io.sandglass.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
