package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal that nobody has open, looked at without changing anything of it: what a crash left half written behind the last
 * entry stays there, and is not read. Immutable.
 */
public final class JournalView {
    private final Disk disk;
    private final List<Segment> segments;
    private final long last;

    private JournalView(Disk disk, List<Segment> segments, long last) {
        this.disk = disk;
        this.segments = segments;
        this.last = last;
    }

    /**
     * Looks at one.
     *
     * @throws JournalCorrupt if the last segment does not begin as one does
     * @throws JournalTooNew if a newer program wrote it
     * @throws JournalUnavailable if the directory cannot be read
     */
    public static JournalView of(Path directory) {
        Disk disk = new LookedAtDisk(directory);
        try {
            List<Segment> segments = OpenedSegments.all(disk);
            return new JournalView(disk, segments, last(disk, segments));
        } catch (IOException e) {
            throw new JournalUnavailable("cannot read the journal in " + directory + ": " + e, e);
        }
    }

    /** As of {@link Journal#lastSeq()}. */
    public long lastSeq() {
        return last;
    }

    /** As of {@link Journal#firstSeq()}. */
    public long firstSeq() {
        return segments.isEmpty() ? last + 1 : segments.get(0).first();
    }

    /** As of {@link Journal#replay}. */
    public void replay(long afterSeq, Consumer<Entry> to) {
        try {
            new Replay(disk, last, segments).after(afterSeq, to);
        } catch (IOException e) {
            throw new JournalUnavailable("cannot read the journal: " + e, e);
        }
    }

    private static long last(Disk disk, List<Segment> segments) throws IOException {
        if (segments.isEmpty()) {
            return EndMark.read(disk);
        }
        Segment newest = segments.get(segments.size() - 1);
        try (DiskFile file = disk.open(newest.name())) {
            return Tail.read(disk, newest, file).last();
        }
    }
}
