/**
 * The embedded database as such: its file, its connections, small helpers over JDBC, and what its errors mean. Knows no
 * tables but the one that says what was applied. Begin with
 * {@link io.sandglass.store.database.Session}.
 */
@NullMarked
package io.sandglass.store.database;

import org.jspecify.annotations.NullMarked;
