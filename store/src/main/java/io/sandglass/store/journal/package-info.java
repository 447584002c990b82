/**
 * A write-ahead journal of opaque entries: an append returns when its entries are on the disk, and what was appended can
 * be read again from any position.
 *
 * <p>Entry type: {@link io.sandglass.store.journal.Journal}. Knows nothing of runs, H2 or JDBC; imports only core's
 * {@code fault}.
 */
@NullMarked
package io.sandglass.store.journal;

import org.jspecify.annotations.NullMarked;
