package io.sandglass.store.journal;

/**
 * One entry as it was appended.
 *
 * @param seq     its position; the first entry ever is 1, and there are no gaps
 * @param type    as in {@link Frame}
 * @param payload as in {@link Frame}; belongs to whoever receives the entry
 */
public record Entry(long seq, byte type, byte[] payload) {}
