package io.sandglass.store.journal;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads entries again, checking that none is missing of those that are asked for. Used once. */
final class Replay {
    private final Disk disk;
    private final long last;
    private final List<Segment> segments;
    private @Nullable Place reached;

    /** @param segments all that hold entries up to {@code last}, in order */
    Replay(Disk disk, long last, List<Segment> segments) {
        this(disk, last, segments, null);
    }

    /** @param known a place that an earlier replay {@link #reached} */
    Replay(Disk disk, long last, List<Segment> segments, @Nullable Place known) {
        this.disk = disk;
        this.last = last;
        this.segments = segments;
        this.reached = known;
    }

    /** The last place it came to, however it ended; null if there is none. */
    @Nullable
    Place reached() {
        return reached;
    }

    void after(long seq, Consumer<Entry> to) throws IOException {
        long oldest = segments.isEmpty() ? last + 1 : segments.get(0).first();
        if (seq < oldest - 1) {
            throw new JournalCorrupt(disk.path(""), 0, seq + 1, "the oldest entry that is kept is " + oldest);
        }
        if (seq > last) {
            throw new JournalCorrupt(
                    disk.path(""), 0, last + 1, "entries up to " + seq + " have been seen, and it ends before that");
        }
        for (int i = 0; i < segments.size(); i++) {
            long through =
                    i + 1 < segments.size() ? Math.min(last, segments.get(i + 1).first() - 1) : last;
            if (through > seq && segments.get(i).first() <= through) {
                read(segments.get(i), seq, through, to);
            }
        }
    }

    private void read(Segment segment, long after, long through, Consumer<Entry> to) throws IOException {
        try (DiskFile file = disk.open(segment.name())) {
            FrameReader reader = reader(file, segment, after, through);
            boolean whole = true;
            try {
                while (reader.expected() <= through) {
                    Entry entry = reader.next();
                    if (entry == null) {
                        whole = false;
                        skip(reader, segment, after, through);
                    } else if (entry.seq() > after) {
                        to.accept(entry);
                    }
                }
            } finally {
                reached = whole ? placeOf(segment, reader) : null; // behind damage it would be a guess
            }
        }
    }

    private FrameReader reader(DiskFile file, Segment segment, long after, long through) throws IOException {
        try {
            SegmentHeader header = SegmentHeader.read(file, disk, segment);
            return new FrameReader(file, header.salt(), start(segment, header, after));
        } catch (JournalCorrupt e) {
            DamagedEntries all =
                    new DamagedEntries(disk.path(segment.name()), 0, file.size(), segment.first(), through);
            throw new JournalCorrupt(all, last, e.finding());
        }
    }

    private static Place placeOf(Segment segment, FrameReader reader) {
        return new Place(segment, reader.expected() - 1, reader.position(), reader.epoch());
    }

    private Place start(Segment segment, SegmentHeader header, long after) {
        Place known = reached;
        return known != null && known.segment().equals(segment) && known.seq() <= after
                ? known
                : Place.beginning(segment, header);
    }

    /** Entries that are damaged do no harm if nobody asks for them. */
    private void skip(FrameReader reader, Segment segment, long after, long through) throws IOException {
        DamagedEntries damaged = reader.skip(through, disk.path(segment.name()));
        if (damaged.last() > after) {
            throw new JournalCorrupt(damaged, last, finding(damaged, through));
        }
    }

    private static String finding(DamagedEntries damaged, long through) {
        return damaged.last() < through
                ? "entry " + (damaged.last() + 1) + " behind it is whole and was written after it"
                : "it is not there whole, though entries up to " + through + " belong to this file";
    }
}
