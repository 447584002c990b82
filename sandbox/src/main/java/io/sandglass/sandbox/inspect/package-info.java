/**
 * What a module is made of, for people: also of one that may not run here.
 *
 * <p>Public. Entry type: {@link io.sandglass.sandbox.inspect.Inspection}. May import {@code binary} and {@code policy}.
 */
@NullMarked
package io.sandglass.sandbox.inspect;

import org.jspecify.annotations.NullMarked;
