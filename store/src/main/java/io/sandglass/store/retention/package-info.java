/**
 * Deletes what is old enough, a little at a time and by way of the ledger.
 */
@NullMarked
package io.sandglass.store.retention;

import org.jspecify.annotations.NullMarked;
