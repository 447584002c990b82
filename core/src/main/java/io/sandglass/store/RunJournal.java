package io.sandglass.store;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the records of all runs and writes them to a {@link RunStore} in batches, on one thread of its own.
 *
 * <p>A batch is whatever came while the batch before was being written: nothing waits for company. While the store is
 * unavailable the journal keeps every record in order and tries again with growing delays; when it is full, appending
 * blocks. A record that the store will never take holds up nobody but its run. Log lines are best effort: they are dropped when there are too many or the store is unavailable.
 *
 * <p>Thread-safe. All fields below {@code lane} belong to the lane.
 */
public final class RunJournal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunJournal.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    private static final Supplier<StoreUnavailable> CLOSED = () -> new StoreUnavailable("the journal is closed");

    private final RunStore store;
    private final Platform platform;
    private final JournalLimits limits;
    private final JournalListener listener;
    private final Semaphore room;
    private final Queue<JournalEntry> arrived = new ConcurrentLinkedQueue<>();
    private final LogBuffer logs;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable String outage;
    private volatile boolean closed;

    private final Workers.Lane lane;
    private final Deque<JournalEntry> taken = new ArrayDeque<>();
    private final Refusals refusals = new Refusals();
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
     * @return completes once they are durable, on the journal's thread; with false if the store left the run out; fails
     *     with {@link RecordRefused} if the store will never take them. Then the run takes nothing more but records that
     *     begin with the number of the first one refused
     */
    public CompletableFuture<Boolean> append(List<RunRecord> records) {
        return offer(new JournalEntry(records, true));
    }

    /**
     * Appends records of one run, but gives up when the store is unavailable.
     *
     * @return as {@link #append}, or fails with {@link StoreUnavailable}; then nothing was stored
     */
    public CompletableFuture<Boolean> tryAppend(List<RunRecord> records) {
        JournalEntry entry = new JournalEntry(records, false);
        String reason = outage;
        if (reason != null) {
            entry.fail(new StoreUnavailable(reason));
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
        schedule();
    }

    /** Why the store is unavailable; empty if it is available. */
    public Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    /** Completes when everything appended so far is durable. */
    public CompletableFuture<Boolean> flush() {
        return offer(new JournalEntry(List.of(), true));
    }

    /** Takes nothing more; what was appended but is not yet durable is lost, so {@link #flush()} first. */
    @Override
    public void close() {
        closed = true;
        lane.execute(() -> giveUpStarts(CLOSED.get()));
        lane.close();
    }

    private CompletableFuture<Boolean> offer(JournalEntry entry) {
        room.acquireUninterruptibly(weight(entry));
        arrived.add(entry);
        Fault.at(FaultPoint.RESULT_BUFFERED);
        schedule();
        return entry.stored();
    }

    private int weight(JournalEntry entry) {
        return Math.min(entry.size(), limits.capacity());
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
            List<JournalEntry> batch = nextBatch();
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
    private List<JournalEntry> nextBatch() {
        List<JournalEntry> batch = new ArrayList<>(taken);
        int records = taken.stream().mapToInt(JournalEntry::size).sum();
        for (JournalEntry next = peek(batch, records); next != null; next = peek(batch, records)) {
            arrived.remove();
            taken.add(next);
            batch.add(next);
            records += next.size();
        }
        return batch;
    }

    private @Nullable JournalEntry peek(List<JournalEntry> batch, int records) {
        JournalEntry next = arrived.peek();
        boolean fits = next != null && records + next.size() <= limits.flushThreshold();
        return fits || batch.isEmpty() ? next : null;
    }

    /** Whatever the store's trouble is, no record is given up for it, unless the store says that it will never do. */
    private boolean write(List<JournalEntry> batch) {
        try {
            Set<RunId> leftOut = hand(batch);
            recovered();
            settle(batch, leftOut);
            return true;
        } catch (RecordRefused e) {
            return batch.size() > 1 ? writeApart(batch) : refuse(batch.get(0), e);
        } catch (RuntimeException e) {
            degraded(e);
            return false;
        }
    }

    /** Finds the entry that the store refuses, so that the others are stored. */
    private boolean writeApart(List<JournalEntry> batch) {
        int half = batch.size() / 2;
        return write(batch.subList(0, half)) && write(batch.subList(half, batch.size()));
    }

    /** During an outage also an empty batch is written: to see whether it is over. */
    private Set<RunId> hand(List<JournalEntry> batch) {
        List<RunRecord> records = batch.stream()
                .filter(entry -> refusals.obstacle(entry).isEmpty())
                .flatMap(entry -> entry.records().stream())
                .toList();
        return records.isEmpty() && outage == null ? Set.of() : commit(records);
    }

    private Set<RunId> commit(List<RunRecord> records) {
        Fault.at(FaultPoint.BEFORE_BATCH_COMMIT);
        Set<RunId> leftOut = store.append(records);
        Fault.at(FaultPoint.AFTER_BATCH_COMMIT);
        return leftOut;
    }

    private void settle(List<JournalEntry> batch, Set<RunId> leftOut) {
        for (JournalEntry entry : batch) {
            taken.remove();
            Optional<RecordRefused> obstacle = refusals.obstacle(entry);
            if (obstacle.isPresent()) {
                entry.fail(obstacle.get());
            } else {
                refusals.forget(entry);
                entry.done(leftOut);
            }
            room.release(weight(entry));
        }
    }

    private boolean refuse(JournalEntry entry, RecordRefused why) {
        log.error("run {}: record {} cannot be stored: {}", entry.run(), entry.firstSeq(), why.getMessage());
        recovered();
        taken.remove();
        refusals.add(entry, why);
        entry.fail(why);
        room.release(weight(entry));
        return true;
    }

    private void degraded(RuntimeException cause) {
        if (outage == null) {
            log.error("the store cannot write; records are kept and written again later", cause);
            String reason = String.valueOf(cause.getMessage());
            outage = reason;
            listener.degraded(reason);
        }
        giveUpStarts(unavailable(cause));
    }

    /** Those who wait for them must not wait for the end of an outage. */
    private void giveUpStarts(StoreUnavailable why) {
        Set<JournalEntry> givenUp = Stream.concat(taken.stream(), arrived.stream())
                .filter(entry -> !entry.keep())
                .collect(Collectors.toSet());
        taken.removeIf(givenUp::contains);
        arrived.removeIf(givenUp::contains);
        givenUp.forEach(entry -> room.release(weight(entry)));
        givenUp.forEach(entry -> entry.fail(why));
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
}
