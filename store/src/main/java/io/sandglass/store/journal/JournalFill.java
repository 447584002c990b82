package io.sandglass.store.journal;

/**
 * How much a journal keeps.
 *
 * @param bytes on the disk
 * @param segments files
 * @param oldest number of the oldest entry that is not forgotten; one more than the newest if there is none
 * @param newest number of the newest entry
 */
public record JournalFill(long bytes, int segments, long oldest, long newest) {}
