package io.sandglass.store.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What opening a journal found and put in order: behind the last good frame of the last segment there is nothing left, and
 * everything up to there is on the disk.
 *
 * @param segments in order
 * @param tail     the last of them, open; null if there are none
 * @param end      where the next frame goes, in bytes
 * @param last     seq of the last entry, or 0
 * @param epoch    the newest that any frame or header had, or 0
 */
record OpenedSegments(
        List<Segment> segments, @Nullable DiskFile tail, SegmentHeader header, long end, long last, int epoch) {
    private static final SegmentHeader NONE = new SegmentHeader(0, 0, 0);

    static OpenedSegments in(Disk disk) throws IOException {
        List<Segment> segments = disk.names().stream()
                .map(Segment::named)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        if (segments.isEmpty()) {
            return new OpenedSegments(segments, null, NONE, 0, 0, 0);
        }
        DiskFile tail = disk.open(segments.get(segments.size() - 1).name());
        boolean done = false;
        try {
            OpenedSegments opened = putInOrder(disk, segments, tail);
            disk.sync();
            done = true;
            return opened;
        } finally {
            if (!done) {
                tail.close();
            }
        }
    }

    private static OpenedSegments putInOrder(Disk disk, List<Segment> segments, DiskFile tail) throws IOException {
        Segment last = segments.get(segments.size() - 1);
        SegmentHeader header = SegmentHeader.read(tail, disk, last);
        FrameReader reader = new FrameReader(tail, header);
        Entry entry = reader.next();
        while (entry != null) {
            entry = reader.next();
        }
        Leftover leftover = Leftover.after(reader, tail, header);
        if (leftover.proof() > 0) {
            throw new JournalCorrupt(
                    disk.path(last.name()),
                    reader.position(),
                    reader.expected(),
                    "entry " + leftover.proof() + " behind it is whole and was written after it");
        }
        if (!leftover.empty()) {
            tail.truncate(reader.position());
        }
        writeAgain(tail, reader.unproven(), reader.position());
        return new OpenedSegments(segments, tail, header, reader.position(), reader.expected() - 1, leftover.epoch());
    }

    /**
     * Entries may be readable only because the system still has them cached: the process may have died before it could sync
     * them, or after the sync had failed. In the latter case another sync would do nothing unless they are written again.
     */
    private static void writeAgain(DiskFile tail, long from, long to) throws IOException {
        tail.writeAgain(from, to);
        tail.force();
    }
}
