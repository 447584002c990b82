/**
 * What the store was told and has decided to keep, as entries of the journal. Knows no database.
 *
 * <p>Begin with {@link io.sandglass.store.ledger.Ledger} and {@link io.sandglass.store.ledger.Change}.
 */
@NullMarked
package io.sandglass.store.ledger;

import org.jspecify.annotations.NullMarked;
