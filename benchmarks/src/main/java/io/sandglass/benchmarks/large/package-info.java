/** Workloads that are about size: large runs, many waiting runs, a long history, and half a machine. */
@NullMarked
package io.sandglass.benchmarks.large;

import org.jspecify.annotations.NullMarked;
