/**
 * The tables: which rows follow from which changes, and how they are written and read. Begin with
 * {@link io.sandglass.store.tables.Tables}. Sees ledger and database.
 */
@NullMarked
package io.sandglass.store.tables;

import org.jspecify.annotations.NullMarked;
