package io.sandglass.store.ledger;

/**
 * A change at its place in the journal.
 *
 * @param seq counts from 1, without holes
 * @param bytes what it takes in the journal
 */
public record PlacedChange(long seq, Change change, int bytes) {}
