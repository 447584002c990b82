/**
 * Named places in production code where tests crash the process or let things fail; nothing at all otherwise.
 *
 * <p>Entry type: {@link io.sandglass.fault.Fault}. Imports nothing of ours.
 */
@NullMarked
package io.sandglass.fault;

import org.jspecify.annotations.NullMarked;
