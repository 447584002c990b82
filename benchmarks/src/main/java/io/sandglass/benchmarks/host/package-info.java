/**
 * Sandglass opened in this process, and the nodes and workflows that are run in it. Entry type: {@link
 * io.sandglass.benchmarks.host.Host}.
 */
@NullMarked
package io.sandglass.benchmarks.host;

import org.jspecify.annotations.NullMarked;
