/**
 * The commands.
 *
 * <p>Entry type: {@link io.sandglass.app.cli.Main}. May import everything; nothing may import it.
 */
@NullMarked
package io.sandglass.app.cli;

import org.jspecify.annotations.NullMarked;
