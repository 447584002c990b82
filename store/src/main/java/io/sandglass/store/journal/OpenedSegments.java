package io.sandglass.store.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What opening a journal found and put in order: everything up to the last good frame of the last segment is on the disk,
 * and nothing is left behind it. A segment with damaged entries stays as it is, and nothing is appended to it.
 *
 * @param segments in order
 * @param tail     the last of them, open; null if there are none, or it is damaged
 * @param end      where the next frame goes, in bytes
 * @param last     seq of the last entry, or 0
 * @param epoch    the newest that any frame or header had, or 0
 * @param damaged  entries of the last segment that cannot be read; all, if no segment is left where there were entries
 */
record OpenedSegments(
        List<Segment> segments,
        @Nullable DiskFile tail,
        SegmentHeader header,
        long end,
        long last,
        int epoch,
        List<DamagedEntries> damaged) {
    private static final SegmentHeader NONE = new SegmentHeader(0, 0, 0);

    /** @param place learns where the last one is */
    static OpenedSegments in(Disk disk, SegmentPlace place) throws IOException {
        List<Segment> segments = all(disk);
        if (segments.isEmpty()) {
            return withoutSegments(disk);
        }
        Segment newest = segments.get(segments.size() - 1);
        DiskFile tail = disk.open(newest.name());
        boolean kept = false;
        try {
            OpenedSegments opened = putInOrder(disk, segments, tail);
            disk.sync();
            place.put(newest);
            kept = opened.tail() != null;
            return opened;
        } finally {
            if (!kept) {
                tail.close();
            }
        }
    }

    /** What goes on in the last segment; null if there is none, or it is damaged. */
    @Nullable
    SegmentWriter writer(JournalSettings settings) throws IOException {
        return tail == null ? null : new SegmentWriter(tail, header, end, settings);
    }

    private static OpenedSegments withoutSegments(Disk disk) throws IOException {
        long lost = EndMark.read(disk);
        List<DamagedEntries> damaged =
                lost == 0 ? List.of() : List.of(new DamagedEntries(disk.path(""), 0, 0, 1, lost));
        return new OpenedSegments(List.of(), null, NONE, 0, lost, 0, damaged);
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
        boolean whole = tail.damaged().isEmpty();
        if (tail.torn() && whole) {
            file.truncate(tail.end());
        }
        writeAgain(file, tail.unproven(), tail.end());
        return new OpenedSegments(
                segments, whole ? file : null, tail.header(), tail.end(), tail.last(), tail.epoch(), tail.damaged());
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
