/**
 * What a plugin author compiles against.
 *
 * <p>Entry type: {@link io.sandglass.plugin.NodePlugin}, found by {@link java.util.ServiceLoader}. Data crosses this
 * boundary as {@link io.sandglass.plugin.Payload}, made of JDK types only, so that a plugin may bring any JSON library.
 * May import the JDK, the null annotations and {@code io.sandglass.plugin.internal}, nothing else.
 */
@NullMarked
package io.sandglass.plugin;

import org.jspecify.annotations.NullMarked;
