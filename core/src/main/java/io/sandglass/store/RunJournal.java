package io.sandglass.store;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.time.Platform;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the records of all runs and writes them to a {@link RunStore} in batches, on one thread of its own.
 *
 * <p>A batch is whatever came while the batch before was being written: nothing waits for company. While the store is
 * unavailable the journal keeps every record in order and tries again with growing delays; when it is full, appending
 * blocks. Log lines are best effort: they are dropped when there are too many or the store is unavailable.
 *
 * <p>Thread-safe. All fields below {@code lane} belong to the lane.
 */
public final class RunJournal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunJournal.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    private final RunStore store;
    private final Platform platform;
    private final JournalLimits limits;
    private final JournalListener listener;
    private final Semaphore room;
    private final Queue<Entry> arrived = new ConcurrentLinkedQueue<>();
    private final LogBuffer logs;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable String outage;

    private final Workers.Lane lane;
    private final Deque<Entry> taken = new ArrayDeque<>();
    private Duration delay = FIRST_DELAY;

    public RunJournal(RunStore store, Platform platform, JournalLimits limits, JournalListener listener) {
        this.store = store;
        this.platform = platform;
        this.limits = limits;
        this.listener = listener;
        this.room = new Semaphore(limits.capacity());
        this.logs = new LogBuffer(limits.logLines(), listener::logged);
        this.lane = platform.workers().lane("sandglass-journal");
    }

    /**
     * Appends records of one run, to be kept until they are durable; blocks while the journal is full.
     *
     * @return completes once they are durable, on the journal's thread; with false if the store left the run out
     */
    public CompletableFuture<Boolean> append(List<RunRecord> records) {
        return offer(new Entry(List.copyOf(records), true));
    }

    /**
     * Appends records of one run, but gives up when the store is unavailable.
     *
     * @return as {@link #append}, or fails with {@link StoreUnavailable}; then nothing was stored
     */
    public CompletableFuture<Boolean> tryAppend(List<RunRecord> records) {
        Entry entry = new Entry(List.copyOf(records), false);
        String reason = outage;
        if (reason != null) {
            entry.stored.completeExceptionally(new StoreUnavailable(reason));
            return entry.stored;
        }
        return offer(entry);
    }

    /** Adds a log line, or drops it; never blocks. */
    public void log(LogLine line) {
        logs.add(line);
        schedule();
    }

    /** Why the store is unavailable; empty if it is available. */
    public Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    /** Completes when everything appended so far is durable. */
    public CompletableFuture<Boolean> flush() {
        return offer(new Entry(List.of(), true));
    }

    /** Takes nothing more; what was appended but is not yet durable is lost, so {@link #flush()} first. */
    @Override
    public void close() {
        lane.close();
    }

    private CompletableFuture<Boolean> offer(Entry entry) {
        room.acquireUninterruptibly(weight(entry));
        arrived.add(entry);
        schedule();
        return entry.stored;
    }

    private int weight(Entry entry) {
        return Math.min(entry.records.size(), limits.capacity());
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            lane.execute(this::drain);
        }
    }

    /** Whatever goes wrong in it, it comes again. */
    private void drain() {
        boolean written = false;
        try {
            List<Entry> batch = nextBatch();
            written = batch.isEmpty() && outage == null || write(batch);
        } finally {
            if (!written) {
                platform.timers().after(delay, () -> lane.execute(this::drain));
                delay = delay.multipliedBy(2).compareTo(MAX_DELAY) < 0 ? delay.multipliedBy(2) : MAX_DELAY;
            }
        }
        if (written) {
            logs.writeTo(store);
            scheduled.set(false);
            scheduleIfThereIsMore();
        }
    }

    private void scheduleIfThereIsMore() {
        if (!taken.isEmpty() || !arrived.isEmpty() || !logs.isEmpty()) {
            schedule();
        }
    }

    /** Moves entries from the queue until the batch is full; entries that could not be written are still there. */
    private List<Entry> nextBatch() {
        List<Entry> batch = new ArrayList<>(taken);
        int records = taken.stream().mapToInt(entry -> entry.records.size()).sum();
        for (Entry next = peek(batch, records); next != null; next = peek(batch, records)) {
            arrived.remove();
            taken.add(next);
            batch.add(next);
            records += next.records.size();
        }
        return batch;
    }

    private @Nullable Entry peek(List<Entry> batch, int records) {
        Entry next = arrived.peek();
        boolean fits = next != null && records + next.records.size() <= limits.flushThreshold();
        return fits || batch.isEmpty() ? next : null;
    }

    /** During an outage also an empty batch is written: to see whether it is over. */
    private boolean write(List<Entry> batch) {
        List<RunRecord> records =
                batch.stream().flatMap(entry -> entry.records.stream()).toList();
        try {
            Set<RunId> leftOut = records.isEmpty() && outage == null ? Set.of() : store.append(records);
            recovered();
            taken.clear();
            batch.forEach(entry -> entry.done(leftOut));
            batch.forEach(entry -> room.release(weight(entry)));
            return true;
        } catch (RuntimeException e) {
            // Whatever the store's trouble is, no record is given up for it.
            degraded(e);
            return false;
        }
    }

    private void degraded(RuntimeException cause) {
        if (outage == null) {
            log.error("the store cannot write; records are kept and written again later", cause);
            String reason = String.valueOf(cause.getMessage());
            outage = reason;
            listener.degraded(reason);
        }
        List<Entry> refused = taken.stream().filter(entry -> !entry.keep).toList();
        taken.removeAll(refused);
        refused.forEach(entry -> room.release(weight(entry)));
        refused.forEach(entry -> entry.stored.completeExceptionally(unavailable(cause)));
    }

    private void recovered() {
        delay = FIRST_DELAY;
        if (outage != null) {
            outage = null;
            log.info("the store can write again");
            listener.recovered();
        }
    }

    private static StoreUnavailable unavailable(RuntimeException cause) {
        return cause instanceof StoreUnavailable known
                ? known
                : new StoreUnavailable("the store could not write: " + cause.getMessage(), cause);
    }

    /** Records of one run on their way. */
    private static final class Entry {
        private final List<RunRecord> records;
        private final boolean keep;
        private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

        Entry(List<RunRecord> records, boolean keep) {
            this.records = records;
            this.keep = keep;
        }

        void done(Set<RunId> leftOut) {
            stored.complete(
                    records.isEmpty() || !leftOut.contains(records.get(0).run()));
        }
    }
}
