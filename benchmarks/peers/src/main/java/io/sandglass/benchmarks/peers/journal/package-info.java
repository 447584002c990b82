/**
 * The journal beside the one of ActiveMQ Artemis: records that are on the disk, from one and from many producers.
 *
 * <p>Entry type: {@link io.sandglass.benchmarks.peers.journal.DurableRecords}.
 */
@NullMarked
package io.sandglass.benchmarks.peers.journal;

import org.jspecify.annotations.NullMarked;
