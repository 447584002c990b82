package io.sandglass.store.journal;

import java.io.IOException;

/**
 * How far the last segment can be believed.
 *
 * @param end where the next frame goes, in bytes
 * @param unproven where the first frame begins of which no later one says that it was synced
 * @param last seq of the last entry
 * @param epoch the newest that any frame or header has
 * @param torn whether something follows that is no entry
 */
record Tail(SegmentHeader header, long end, long unproven, long last, int epoch, boolean torn) {
    /** @throws JournalCorrupt if an entry that was acknowledged cannot be read */
    static Tail read(Disk disk, Segment segment, DiskFile file) throws IOException {
        SegmentHeader header = SegmentHeader.read(file, disk, segment);
        FrameReader reader = new FrameReader(file, header);
        Entry entry = reader.next();
        while (entry != null) {
            entry = reader.next();
        }
        Leftover leftover = Leftover.after(reader, file, header);
        if (leftover.proof() > 0) {
            throw new JournalCorrupt(
                    disk.path(segment.name()),
                    reader.position(),
                    reader.expected(),
                    "entry " + leftover.proof() + " behind it is whole and was written after it");
        }
        return new Tail(
                header,
                reader.position(),
                reader.unproven(),
                reader.expected() - 1,
                leftover.epoch(),
                !leftover.empty());
    }
}
