/**
 * The workflow as written, checked and typed.
 *
 * <p>Entry type: {@link io.sandglass.spec.SpecReader}. May import {@code migration}, {@code expression}, {@code plugin}
 * and Jackson.
 */
@NullMarked
package io.sandglass.spec;

import org.jspecify.annotations.NullMarked;
