package io.sandglass.store.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the last segment can be believed.
 *
 * @param end where the next frame goes, in bytes
 * @param unproven where the first frame begins of which no later one says that it was synced
 * @param last seq of the last entry
 * @param epoch the newest that any frame or header has
 * @param torn whether something follows that is no entry
 * @param damaged entries up to {@code last} that were acknowledged and cannot be read, in order
 */
record Tail(
        SegmentHeader header,
        long end,
        long unproven,
        long last,
        int epoch,
        boolean torn,
        List<DamagedEntries> damaged) {
    /** @throws JournalCorrupt if the file does not begin as the segment must */
    static Tail read(Disk disk, Segment segment, DiskFile file) throws IOException {
        SegmentHeader header = SegmentHeader.read(file, disk, segment);
        FrameReader reader = new FrameReader(file, header);
        List<DamagedEntries> damaged = new ArrayList<>();
        Leftover leftover = leftover(reader, file, header).proving(EndMark.read(disk));
        while (leftover.proven() >= reader.expected()) {
            damaged.add(reader.skip(leftover.proven(), disk.path(segment.name())));
            leftover = leftover.and(leftover(reader, file, header));
        }
        return new Tail(
                header,
                reader.position(),
                reader.unproven(),
                reader.expected() - 1,
                leftover.epoch(),
                !leftover.empty(),
                damaged);
    }

    private static Leftover leftover(FrameReader reader, DiskFile file, SegmentHeader header) throws IOException {
        Entry entry = reader.next();
        while (entry != null) {
            entry = reader.next();
        }
        return Leftover.after(reader, file, header);
    }
}
