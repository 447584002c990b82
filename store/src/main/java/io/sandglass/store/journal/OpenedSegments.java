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
        List<Segment> segments = all(disk);
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

    /** In order. */
    static List<Segment> all(Disk disk) throws IOException {
        return disk.names().stream()
                .map(Segment::named)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private static OpenedSegments putInOrder(Disk disk, List<Segment> segments, DiskFile file) throws IOException {
        Tail tail = Tail.read(disk, segments.get(segments.size() - 1), file);
        if (tail.torn()) {
            file.truncate(tail.end());
        }
        writeAgain(file, tail.unproven(), tail.end());
        return new OpenedSegments(segments, file, tail.header(), tail.end(), tail.last(), tail.epoch());
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
