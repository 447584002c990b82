/**
 * The steps between versions of the workflow format, one entry type per step, found by {@link java.util.ServiceLoader}.
 *
 * <p>May import {@code io.sandglass.migration}, Jackson and the JDK.
 */
@NullMarked
package io.sandglass.migration.steps;

import org.jspecify.annotations.NullMarked;
