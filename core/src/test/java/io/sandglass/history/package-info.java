/**
 * What was seen of a scheduler from outside, and whether it kept its promises. Shares no code with the engine: it knows
 * what was declared, asked, answered and done, and the store's rows as plain values.
 *
 * <p>Entry type: {@link io.sandglass.history.HistoryChecker}.
 */
package io.sandglass.history;
