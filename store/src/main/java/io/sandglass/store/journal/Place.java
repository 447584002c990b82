package io.sandglass.store.journal;

/**
 * Where in a segment an entry ends, so that reading can go on behind it.
 *
 * @param seq of that entry
 * @param position in bytes, of what follows it
 * @param epoch of its frame
 */
record Place(Segment segment, long seq, long position, int epoch) {
    /** Where a segment's entries begin. */
    static Place beginning(Segment segment, SegmentHeader header) {
        return new Place(segment, header.first() - 1, SegmentHeader.SIZE, header.epoch());
    }
}
