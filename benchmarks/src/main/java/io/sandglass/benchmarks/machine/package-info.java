/** What the machine itself can do, without any scheduler: the yardstick for the other figures. */
@NullMarked
package io.sandglass.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
