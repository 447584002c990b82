/**
 * Answers questions about the past in SQL, through the views of schema {@code report} only.
 *
 * <p>Entry type: {@link io.sandglass.store.history.HistoryQuery}. May import core's {@code run} and {@code store}, nothing else of ours.
 */
@NullMarked
package io.sandglass.store.history;

import org.jspecify.annotations.NullMarked;
