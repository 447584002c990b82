/**
 * What a plugin author tests with: the contract every node keeps, a context without a host, and one line to run a node.
 *
 * <p>Entry types: {@link io.sandglass.plugin.testkit.NodeContractTest} and {@link io.sandglass.plugin.testkit.Run}. May
 * import {@code io.sandglass.plugin}, JUnit and AssertJ. The nodes that ship with Sandglass are tested with it too.
 */
@NullMarked
package io.sandglass.plugin.testkit;

import org.jspecify.annotations.NullMarked;
