package io.sandglass.store.journal;

import java.io.IOException;

/** Cuts a segment that is in doubt where the acknowledged entries end. */
final class SegmentCut {
    private SegmentCut() {}

    /**
     * Leaves nothing behind an entry, and everything up to it on the disk.
     *
     * @param again whether a sync of those entries may have failed, so that another one would do nothing for what is not
     *     written again
     * @throws JournalCorrupt if an entry up to it cannot be read
     */
    static void behind(long last, Segment segment, Disk disk, boolean again) throws IOException {
        try (DiskFile file = disk.open(segment.name())) {
            FrameReader reader = new FrameReader(file, SegmentHeader.read(file, disk, segment));
            while (reader.expected() <= last) {
                if (reader.next() == null) {
                    throw new JournalCorrupt(
                            disk.path(segment.name()),
                            reader.position(),
                            reader.expected(),
                            "it was acknowledged and cannot be read any more");
                }
            }
            file.truncate(reader.position());
            if (again) {
                file.writeAgain(SegmentHeader.SIZE, reader.position());
            }
            file.force();
        }
    }
}
