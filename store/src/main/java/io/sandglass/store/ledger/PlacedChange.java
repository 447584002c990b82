package io.sandglass.store.ledger;

/**
 * A change at its place in the journal.
 *
 * @param seq counts from 1, without holes
 */
public record PlacedChange(long seq, Change change) {}
