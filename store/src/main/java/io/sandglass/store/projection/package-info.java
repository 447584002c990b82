/**
 * Lets the tables follow the ledger, on a thread of its own. Begin with
 * {@link io.sandglass.store.projection.Projector}. Sees tables, ledger and database.
 */
@NullMarked
package io.sandglass.store.projection;

import org.jspecify.annotations.NullMarked;
