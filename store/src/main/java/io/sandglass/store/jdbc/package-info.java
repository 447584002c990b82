/**
 * The store as others see it: runs, workflows and triggers in the journal first, then in an embedded H2 database that
 * follows it. Puts the packages beside it together, opens and closes them, and lets readers in.
 *
 * <p>Entry type: {@link io.sandglass.store.jdbc.H2Store}. The only package that imports HikariCP.
 */
@NullMarked
package io.sandglass.store.jdbc;

import org.jspecify.annotations.NullMarked;
