/**
 * What a measurement is: workloads, who contends in them, rounds, and the table that comes of it. Entry type: {@link
 * io.sandglass.benchmarks.measure.Suite}. Imports nothing else of the benchmarks.
 */
@NullMarked
package io.sandglass.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
