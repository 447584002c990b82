/** What the kernels do, written in Java as one writes Java. */
@NullMarked
package io.sandglass.benchmarks.sandbox.plain;

import org.jspecify.annotations.NullMarked;
