package io.sandglass.store.journal;

/**
 * What every frame of a batch carries besides its entry.
 *
 * @param salt   of the segment
 * @param epoch  counts the openings and repairs of the journal; along the journal it never falls, so a frame left over
 *     from an earlier write that failed cannot follow a newer one
 * @param synced entries up to this seq were on the disk before the batch was written; a frame that says so proves that a
 *     missing or bad one before it was lost later, and not torn by the crash
 */
record Stamp(int salt, int epoch, long synced) {}
