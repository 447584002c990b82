package io.sandglass.store;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.time.Platform;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the records of all runs and writes them to a {@link RunStore} in batches. It has no thread: a worker that
 * appends, once it is done with everything else, writes what all have appended, unless another is already writing.
 *
 * <p>A batch is whatever came while the batch before was being written: nothing waits for company. Appending never
 * blocks. While the store is unavailable the journal keeps every record in order and tries again with growing delays;
 * when it is full no run can start, and no node should. A record that the store will never take holds up nobody but its
 * run, nor does one for which there is no room. Log lines are written apart from the records and are best effort: they are
 * dropped when there are too many or the store does not take them.
 *
 * <p>Thread-safe.
 */
public final class RunJournal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunJournal.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    private static final Supplier<StoreUnavailable> CLOSED = () -> new StoreUnavailable("the journal is closed");

    private final RunStore store;
    private final Platform platform;
    private final Fill fill;
    private final WaitingEntries waiting;
    private final BatchWriter writer;
    private final LogBuffer logs;
    private final Workers.Lane lane;
    private final RoomWatch room;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;

    /** Whether nobody is to write what waits, for want of a thread and of a timer. */
    private volatile boolean forgotten;

    /** Whether somebody wants to know whether everything is written, what is held included. */
    private volatile boolean flushing;

    /** Belongs to the lane. */
    private Duration delay = FIRST_DELAY;

    public RunJournal(RunStore store, Platform platform, JournalLimits limits, JournalListener listener) {
        this.store = store;
        this.platform = platform;
        this.fill = new Fill(limits, listener::roomy);
        this.waiting = new WaitingEntries(limits, fill);
        this.writer = new BatchWriter(store, waiting, listener);
        this.logs = new LogBuffer(
                limits.logLines(), listener::logged, platform.workers().blockingLane("sandglass-logs"));
        this.lane = platform.workers().blockingLane("sandglass-journal");
        this.room = new RoomWatch(waiting.held(), platform.timers(), lane, this::releaseHeld);
    }

    /** Log lines for which there was no room, or which the store did not take. */
    public long lostLogLines() {
        return logs.dropped();
    }

    /**
     * Appends records of one run, to be kept until they are durable; never blocks.
     *
     * @return completes once they are durable, on the thread that wrote them; with false if the store left the run out;
     *     fails with {@link RecordRefused} if the store will never take them. Then the run takes nothing more but records
     *     that begin with the number of the first one refused. Fails with {@link StoreUnavailable}, and nothing was stored,
     *     if the run begins or ended long ago and the store cannot tell now whether it may go on
     */
    public CompletableFuture<Boolean> append(List<RunRecord> records) {
        return offer(new JournalEntry(records, true));
    }

    /**
     * Appends records of one run, but gives up when the store is unavailable or the journal or the store has too much
     * to do already.
     *
     * @return as {@link #append}, or fails with {@link StoreUnavailable}; then nothing was stored
     */
    public CompletableFuture<Boolean> tryAppend(List<RunRecord> records) {
        JournalEntry entry = new JournalEntry(records, false);
        Optional<String> obstacle = outage().or(this::fullness).or(store::overload);
        if (obstacle.isPresent()) {
            entry.fail(new StoreUnavailable(obstacle.get()));
            return entry.stored();
        }
        offer(entry);
        if (closed) {
            entry.fail(CLOSED.get());
        }
        return entry.stored();
    }

    /** Adds a log line, or drops it; never blocks. */
    public void log(LogLine line) {
        logs.add(line);
        if (outage().isEmpty()) {
            logs.scheduleWrite(store);
        }
    }

    /** Why the store is unavailable; empty if it is available. */
    public Optional<String> outage() {
        return writer.outage();
    }

    /** Why nothing of a run can be stored now: the store is unavailable, or something of this run waits for room. */
    public Optional<String> outage(RunId run) {
        return outage().or(() -> waiting.held().why(run));
    }

    /**
     * Whether it holds as many records or bytes as it may, so that nothing that brings more should begin. When there is room
     * again {@link JournalListener#roomy()} is called.
     */
    public boolean full() {
        return fill.full();
    }

    /**
     * Completes when everything appended so far is durable, but for what waits for room, and the log lines are written; with
     * false if not all are. Whether there is room is tried once more.
     */
    public CompletableFuture<Boolean> flush() {
        flushing = true;
        return offer(new JournalEntry(List.of(), true)).thenCombine(logs.scheduleWrite(store), Boolean::logicalAnd);
    }

    /** The runs of which something waits for room. */
    public Set<RunId> held() {
        return waiting.held().runs();
    }

    /** Looks whether the store can write, because somebody else found that it could not. */
    public void doubt() {
        if (writer.doubt()) {
            offer(new JournalEntry(List.of(), true));
        }
    }

    /** Sees to it that what waits is being written, should that have been forgotten. */
    public void wake() {
        if (forgotten || waiting.anyArrived() || room.overlooked()) {
            schedule();
        }
    }

    /** Takes nothing more; what was appended but is not yet durable is lost, so {@link #flush()} first. */
    @Override
    public void close() {
        closed = true;
        lane.execute(() -> writer.giveUpStarts(CLOSED.get()));
    }

    private Optional<String> fullness() {
        return full() ? Optional.of("too much waits to be written: " + fill.words()) : Optional.empty();
    }

    private CompletableFuture<Boolean> offer(JournalEntry entry) {
        waiting.add(entry);
        Fault.at(FaultPoint.RESULT_BUFFERED);
        schedule();
        return entry.stored();
    }

    private void schedule() {
        if (!closed && scheduled.compareAndSet(false, true)) {
            drainSoon();
        }
    }

    /** If not even that works, for want of memory or of threads, it is tried again: what was appended is there. */
    private void drainSoon() {
        try {
            lane.execute(this::drain);
        } catch (RuntimeException | Error e) {
            drainLater(MAX_DELAY);
            warn("nobody can write records now; it is tried again soon", e);
        }
    }

    /** Without a timer it is left to whoever appends next, or looks whether it was forgotten. */
    private void drainLater(Duration after) {
        try {
            platform.timers().after(after, this::drainAgain);
        } catch (RuntimeException | Error e) {
            forgotten = true;
            scheduled.set(false);
            warn("there is no timer to write records later", e);
        }
    }

    private void drainAgain() {
        if (!closed) {
            drainSoon();
        }
    }

    /** Whatever goes wrong in it, it comes again. */
    private void drain() {
        forgotten = false;
        boolean outage = writer.outage().isPresent();
        boolean written = false;
        try {
            List<JournalEntry> batch = nextBatch();
            written = batch.isEmpty() && !outage || writer.write(batch);
        } finally {
            if (!written) {
                drainLater(delay);
                delay = delay.multipliedBy(2).compareTo(MAX_DELAY) < 0 ? delay.multipliedBy(2) : MAX_DELAY;
            }
        }
        if (written) {
            goOn(outage);
        }
    }

    /** What is held comes before those who want to know whether it is written. */
    private List<JournalEntry> nextBatch() {
        List<JournalEntry> batch = waiting.nextBatch();
        if (!flushing) {
            return batch;
        }
        flushing = false;
        waiting.releaseHeld();
        return waiting.nextBatch();
    }

    /** Whatever goes wrong in it, others may write. */
    private void goOn(boolean afterOutage) {
        delay = FIRST_DELAY;
        try {
            room.lookLater();
            if (afterOutage || logs.stuck()) {
                logs.scheduleWrite(store);
            }
        } finally {
            scheduled.set(false);
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }

    /** Whether there is room now for what is held. */
    private void releaseHeld() {
        waiting.releaseHeld();
        schedule();
    }

    /** For want of memory, not even that may be possible: nothing depends on it. */
    private static void warn(String what, Throwable failure) {
        try {
            log.warn(what, failure);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }
}
