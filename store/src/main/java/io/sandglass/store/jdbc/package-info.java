/**
 * Keeps runs, workflows and triggers: in the journal first, then in an embedded H2 database that follows it.
 *
 * <p>Entry type: {@link io.sandglass.store.jdbc.H2Store}. May import core's {@code store}, {@code run} and {@code spec},
 * the plugin API, and this room's {@code journal}, {@code codec}, {@code schema} and {@code history}. The only package that imports H2 and HikariCP.
 */
@NullMarked
package io.sandglass.store.jdbc;

import org.jspecify.annotations.NullMarked;
