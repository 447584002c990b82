/** The program that measures. Entry type: {@link io.sandglass.benchmarks.Main}. */
@NullMarked
package io.sandglass.benchmarks;

import org.jspecify.annotations.NullMarked;
