/**
 * Deletes what is old enough, a little at a time and by way of the ledger. Begin with
 * {@link io.sandglass.store.retention.Pruner}. Sees intake and what that may see.
 */
@NullMarked
package io.sandglass.store.retention;

import org.jspecify.annotations.NullMarked;
