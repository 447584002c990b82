/**
 * Who gets the next place: attempts at the gate, runs at their concurrency slots; tenants, pools and priorities.
 *
 * <p>Entry types: {@link io.sandglass.fair.FairGate} and {@link io.sandglass.fair.RunGate}. Of ours it may import
 * {@code run} and {@code spec}. No lock is held while code of a visitor runs.
 */
@NullMarked
package io.sandglass.fair;

import org.jspecify.annotations.NullMarked;
