/**
 * The node types that ship with Sandglass, one file each.
 *
 * <p>They use the same SPI and the same discovery as anyone's: see {@code META-INF/services}. May import {@code
 * io.sandglass.plugin}, the JDK and Jackson.
 */
@NullMarked
package io.sandglass.plugin.standard;

import org.jspecify.annotations.NullMarked;
