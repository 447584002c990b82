package io.sandglass.store.journal;

import static io.sandglass.fault.FaultPoint.JOURNAL_AFTER_ROLL;
import static io.sandglass.fault.FaultPoint.JOURNAL_BEFORE_ROLL;

import io.sandglass.fault.Fault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The segments and the one that grows. What failed is never trusted: the segment is closed, read again up to the last
 * acknowledged entry and cut there, and the journal goes on in a new one.
 *
 * <p>One thread at a time appends; {@link #last} and {@link #segments} may be read by any.
 */
final class Log {
    private final Disk disk;
    private final JournalSettings settings;
    private final CopyOnWriteArrayList<Segment> segments;
    private final List<DamagedEntries> damaged;
    private final FrameWriter frames = new FrameWriter();
    private final SegmentPlace place;

    /** Null while what is on the disk is in doubt, or the end is damaged and nothing was appended yet. */
    private @Nullable SegmentWriter active;

    /**
     * The last segment while another one must follow it. It is kept open until that one has begun: if somebody deletes it
     * meanwhile, its acknowledged entries are nowhere else.
     */
    private @Nullable SegmentWriter ended;

    /** Whether entries of the last segment are damaged, so that it stays as it is and another one follows. */
    private boolean damagedEnd;

    /** Whether the last segment ends with the last acknowledged entry because it was cut there. */
    private boolean cut;

    private int epoch;
    private long synced;
    private volatile long last;

    /** What is done to the segment that grows. */
    @FunctionalInterface
    private interface Change {
        void make(SegmentWriter writer) throws IOException;
    }

    private Log(Disk disk, SegmentPlace place, JournalSettings settings, OpenedSegments opened) {
        this.disk = disk;
        this.place = place;
        this.settings = settings;
        this.segments = new CopyOnWriteArrayList<>(opened.segments());
        this.damaged = List.copyOf(opened.damaged());
        this.damagedEnd = opened.tail() == null;
        this.epoch = opened.epoch() + 1;
        this.last = opened.last();
        this.synced = last;
    }

    /** Goes on in the last segment if there is one that is whole. */
    static Log open(Disk disk, JournalSettings settings) throws IOException {
        SegmentPlace place = new SegmentPlace(disk);
        OpenedSegments opened = OpenedSegments.in(disk, place);
        Log log = new Log(disk, place, settings, opened);
        log.active = opened.segments().isEmpty() ? log.begin(log.last + 1) : opened.writer(settings);
        return log;
    }

    private Segment current() {
        return segments.get(segments.size() - 1);
    }

    /** The seq of the newest acknowledged entry, or 0. */
    long last() {
        return last;
    }

    /** In order. Holds every entry up to a {@link #last} that was read before, unless it has been forgotten. */
    List<Segment> segments() {
        return segments;
    }

    /** Entries that could not be read when the log was opened; older segments were not looked at. */
    List<DamagedEntries> damaged() {
        return damaged;
    }

    /** Of a log in which there never was an entry: the next one gets the number after this one. */
    void startAfter(long seq) throws IOException {
        if (last > 0) {
            throw new IllegalStateException("the log has entries up to " + last);
        }
        close();
        last = seq;
        synced = seq;
        active = begin(seq + 1);
    }

    /** On a failure nothing was acknowledged, and the disk is put in order at once if that is possible. */
    void append(List<Frame> batch) throws IOException {
        long bytes = Frame.size(batch);
        change(bytes, writer -> writer.append(frames, batch, last + 1, new Stamp(writer.salt(), epoch, synced)));
        findable(bytes);
        last += batch.size();
        synced = settings.durability() == Durability.POWER ? last : synced;
    }

    /** What was just written is acknowledged only if the next opening would find it: somebody may delete files. */
    private void findable(long bytes) throws IOException {
        SegmentWriter writer = writer();
        boolean found = false;
        try {
            if (!place.isThere()) {
                place.putBack(writer);
            }
            found = true;
        } finally {
            if (!found) {
                make(writer, change -> change.takeBack(bytes));
            }
        }
    }

    /** Writes where the next entry will be, and syncs it; a failure is one of {@link #append}. */
    void probe() throws IOException {
        change(SegmentWriter.PROBE, SegmentWriter::probe);
    }

    /** Leaves every entry up to this one on the disk, whatever the journal promises; a failure is one of {@link #append}. */
    void sync(long through) throws IOException {
        if (through > synced) {
            change(0, writer -> {
                writer.force();
                synced = last;
            });
        }
    }

    /** Brings the disk to where the acknowledged entries end, if it is in doubt. */
    void repair() throws IOException {
        if (active == null) {
            keepEnded();
            if (!damagedEnd && !cut && current().first() <= last) {
                SegmentCut.behind(last, current(), disk, synced < last);
                synced = last;
                cut = true; // while there is no room for the next one, this one is not read again and again
            }
            epoch++;
            active = begin(last + 1);
        }
    }

    private void keepEnded() throws IOException {
        SegmentWriter writer = ended;
        if (writer != null && !place.isThere()) {
            place.putBack(writer);
            cut = false;
        }
    }

    /**
     * Sees to it that the next opening finds what was acknowledged: if the segment that grows was taken away and is put back,
     * the journal goes on in a new one.
     *
     * @throws JournalUnavailable if its directory is gone; then nothing is appended until it is back
     */
    void checkPlace() throws IOException {
        SegmentWriter writer = active;
        if (writer == null) {
            keepEnded();
        } else if (place.regain(writer)) {
            end(writer);
            repair();
        }
    }

    void close() throws IOException {
        try {
            checkPlace();
        } finally {
            closeEnded();
            finish();
        }
    }

    private void finish() throws IOException {
        SegmentWriter writer = active;
        active = null;
        if (writer != null) {
            try (writer) {
                writer.finish();
            }
            if (last > 0 && !place.lost()) {
                EndMark.leave(disk, last);
            }
        }
    }

    private void change(long bytes, Change change) throws IOException {
        make(writable(bytes), change);
    }

    private void make(SegmentWriter writer, Change change) throws IOException {
        end(writer);
        change.make(writer);
        ended = null;
        active = writer;
    }

    /** Nothing is appended to it until what is done to it has worked, or another segment has begun. */
    private void end(SegmentWriter writer) {
        active = null;
        ended = writer;
    }

    private void closeEnded() throws IOException {
        SegmentWriter writer = ended;
        ended = null;
        if (writer != null) {
            writer.close();
        }
    }

    private SegmentWriter writable(long bytes) throws IOException {
        repair();
        if (place.lost() || writer().outgrows(bytes)) {
            checkPlace();
        }
        SegmentWriter writer = writer();
        if (!writer.outgrows(bytes)) {
            return writer;
        }
        end(writer);
        Fault.at(JOURNAL_BEFORE_ROLL);
        writer.finish();
        synced = last;
        active = begin(last + 1);
        Fault.at(JOURNAL_AFTER_ROLL);
        return active;
    }

    private SegmentWriter writer() {
        if (active == null) {
            throw new AssertionError("the journal is in doubt after a repair");
        }
        return active;
    }

    /** A segment gets its name when its beginning is on the disk, in place of one that has no acknowledged entries. */
    private SegmentWriter begin(long first) throws IOException {
        Segment segment = new Segment(first);
        SegmentHeader header =
                new SegmentHeader(epoch, first, ThreadLocalRandom.current().nextInt());
        DiskFile file = disk.create(Segment.DRAFT);
        boolean done = false;
        try {
            file.write(0, header.bytes(), SegmentHeader.SIZE);
            file.force();
            disk.rename(Segment.DRAFT, segment.name());
            disk.sync();
            place.put(segment);
            closeEnded();
            done = true;
        } finally {
            if (!done) {
                file.close();
            }
        }
        segments.addIfAbsent(segment);
        damagedEnd = false;
        cut = false;
        return new SegmentWriter(file, header, SegmentHeader.SIZE, settings);
    }
}
