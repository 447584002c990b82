package io.sandglass.store.journal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order in which they were appended, numbered from 1 without gaps, in segment files.
 *
 * <p>Thread-safe; has no thread of its own. Interrupting a caller does no harm and does not shorten the call. Of an append
 * that was cut off by the death of the process the first few entries may be there afterwards, in order and whole. After an
 * append that threw {@link JournalUnavailable} the same is possible only if the process dies before another append works.
 */
public final class Journal implements AutoCloseable {
    /** The file in its directory that says how far it went when it was last closed. */
    public static final String END_MARK = EndMark.NAME;

    private final Disk disk;
    private final Log log;
    private final GroupCommit commits = new GroupCommit(this::write);

    /** Held for every change of the disk by appends and by closing. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Held while segments are deleted. */
    private final ReentrantLock forgetting = new ReentrantLock();

    private boolean closed;

    /** Where the last replay ended: most often the next one begins there. */
    private volatile @Nullable Place read;

    /** What is done to the disk. */
    @FunctionalInterface
    private interface Change {
        /** @return the seq of the last entry after it */
        long make() throws IOException;
    }

    private Journal(Disk disk, Log log) {
        this.disk = disk;
        this.log = log;
    }

    /**
     * Opens the journal, or makes an empty one. What a crash left half written behind the last acknowledged entry is cut
     * off. Reads the last segment; older ones are checked when they are replayed. If acknowledged entries cannot be read, the
     * segment stays as it is, and the journal goes on in a new one.
     *
     * @throws JournalCorrupt if the last segment does not begin as one does, so that nothing of it can be read
     * @throws JournalTooNew if a newer program wrote it
     * @throws JournalUnavailable if the directory cannot be read or written
     */
    public static Journal open(JournalSettings settings) {
        try {
            return open(settings, DirectoryDisk.in(settings.directory()));
        } catch (IOException e) {
            throw new JournalUnavailable("cannot use the journal directory " + settings.directory() + ": " + e, e);
        }
    }

    static Journal open(JournalSettings settings, Disk disk) {
        try {
            return new Journal(disk, Log.open(disk, settings));
        } catch (IOException e) {
            throw new JournalUnavailable("cannot open the journal in " + settings.directory() + ": " + e, e);
        }
    }

    /**
     * Appends the frames one after the other, with nothing of another append between them. Blocks until they are as
     * durable as the settings say.
     *
     * @return the seq of the last of them; that of the last entry if there are none
     * @throws JournalUnavailable if the disk is full or fails, or the journal is closed; nothing was acknowledged
     */
    public long append(List<Frame> frames) {
        return frames.isEmpty() ? lastSeq() : commits.append(frames);
    }

    /**
     * Finds out whether an entry could be appended now: writes where it would go and syncs that, but appends nothing.
     *
     * @throws JournalUnavailable if the disk is full or fails, or the journal is closed
     */
    public void probe() {
        writing(() -> {
            log.probe();
            return log.last();
        });
    }

    /**
     * Makes every entry up to this one survive the loss of power, whatever the settings promise. Costs nothing if they do
     * already.
     *
     * @throws JournalUnavailable if the disk fails, or the journal is closed; then any of those which were not synced
     *     before may be lost with the power
     */
    public void sync(long through) {
        writing(() -> {
            log.sync(through);
            return log.last();
        });
    }

    /** The seq of the newest acknowledged entry, or 0 if there never was one. */
    public long lastSeq() {
        return log.last();
    }

    /** The seq of the oldest entry that is still kept; one more than {@link #lastSeq()} if none is. */
    public long firstSeq() {
        return log.segments().get(0).first();
    }

    /** Gives the first entry of an empty journal the number after this one; fails like {@link #append}. */
    public void startAfter(long seq) {
        writing(() -> {
            log.startAfter(seq);
            return log.last();
        });
        forgetThrough(seq);
    }

    /** Entries of the last segment that could not be read when the journal was opened, in order. */
    public List<DamagedEntries> damaged() {
        return log.damaged();
    }

    /**
     * How much is kept; to be asked now and then.
     *
     * @throws JournalUnavailable if the disk fails
     */
    public JournalFill fill() {
        checkPlace();
        List<Segment> segments = List.copyOf(log.segments());
        long bytes = 0;
        try {
            for (Segment segment : segments) {
                bytes += disk.size(segment.name());
            }
        } catch (IOException e) {
            throw new JournalUnavailable("cannot look at the journal: " + e, e);
        }
        return new JournalFill(bytes, segments.size(), segments.get(0).first(), log.last());
    }

    /**
     * Gives every entry after {@code afterSeq} that was acknowledged before this call, in order, on the calling thread.
     * Entries may be appended meanwhile. Holds one of them at a time. Damaged entries up to {@code afterSeq} do not matter.
     *
     * @param afterSeq 0 for all; from {@code firstSeq() - 1} to {@code lastSeq()}
     * @throws JournalCorrupt if such an entry cannot be read or has been forgotten, or if {@code afterSeq} is newer than
     *     the newest entry: then this is not the journal, or not all of it, that the caller has seen before
     * @throws JournalUnavailable if the disk fails, or if a segment is forgotten meanwhile
     */
    public void replay(long afterSeq, Consumer<Entry> to) {
        checkPlace();
        Replay replay = new Replay(disk, log.last(), List.copyOf(log.segments()), read);
        try {
            replay.after(afterSeq, to);
        } catch (IOException e) {
            throw new JournalUnavailable("cannot read the journal: " + e, e);
        } finally {
            read = replay.reached();
        }
    }

    /**
     * Deletes the segments whose entries are all {@code seq} or older, except the one that grows.
     *
     * @throws JournalUnavailable if one cannot be deleted; it and newer ones are kept
     */
    public void forgetThrough(long seq) {
        forgetting.lock();
        try {
            List<Segment> kept = log.segments();
            while (kept.size() > 1 && kept.get(1).first() - 1 <= seq) {
                forgetOldest();
            }
        } catch (IOException e) {
            throw new JournalUnavailable("cannot delete a segment of the journal: " + e, e);
        } finally {
            forgetting.unlock();
        }
    }

    /** Waits for the write in progress. Appends that come later throw {@link JournalUnavailable}. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            log.close();
        } catch (IOException e) {
            throw new JournalUnavailable("cannot close the journal: " + e, e);
        } finally {
            writing.unlock();
        }
    }

    /** Oldest first, each for good before the next: the loss of power must not leave a hole. */
    private void forgetOldest() throws IOException {
        Segment oldest = log.segments().get(0);
        disk.delete(oldest.name());
        disk.sync();
        log.segments().remove(oldest);
    }

    private long write(List<Frame> frames) {
        return writing(() -> {
            log.append(frames);
            return log.last();
        });
    }

    private long writing(Change change) {
        writing.lock();
        try {
            if (closed) {
                throw new JournalUnavailable("the journal is closed", null);
            }
            return change.make();
        } catch (IOException e) {
            repair(e);
            throw cannotWrite(e);
        } catch (JournalCorrupt e) {
            throw cannotWrite(e);
        } finally {
            writing.unlock();
        }
    }

    /** Now and then: what is taken away unnoticed would be missed at the next opening. */
    private void checkPlace() {
        writing(() -> {
            log.checkPlace();
            return log.last();
        });
    }

    private JournalUnavailable cannotWrite(Exception e) {
        return new JournalUnavailable(
                "cannot write to the journal in " + disk.path("") + ": " + e.getMessage()
                        + "; nothing of this append was acknowledged; free space on the disk or check it",
                e);
    }

    /** At once, so that nothing of the failed append is left if the process ends; else before the next append. */
    private void repair(IOException failure) {
        try {
            log.repair();
        } catch (IOException | JournalCorrupt | JournalUnavailable e) {
            failure.addSuppressed(e);
        }
    }
}
