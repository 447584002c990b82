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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the records of all runs and writes them to a {@link RunStore} in batches. It has no thread: a worker that
 * appends, once it is done with everything else, writes what all have appended, unless another is already writing.
 *
 * <p>A batch is whatever came while the batch before was being written: nothing waits for company. Appending never
 * blocks. While the store is unavailable the journal keeps every record in order and tries again with growing delays;
 * when it is full no run can start, and no node should. A record that the store will never take holds up nobody but its
 * run. Log lines are written apart from the records and are best effort: they are dropped when there are too many or the
 * store does not take them.
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
    private final Fill fill;
    private final Queue<JournalEntry> arrived = new ConcurrentLinkedQueue<>();
    private final LogBuffer logs;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable String outage;
    private volatile boolean doubt;
    private volatile boolean closed;

    private final Workers.Lane lane;
    private final Deque<JournalEntry> taken = new ArrayDeque<>();
    private final Set<RunId> doubtful = new LinkedHashSet<>();
    private final RefusedRuns refusals = new RefusedRuns();
    private Duration delay = FIRST_DELAY;

    public RunJournal(RunStore store, Platform platform, JournalLimits limits, JournalListener listener) {
        this.store = store;
        this.platform = platform;
        this.limits = limits;
        this.listener = listener;
        this.fill = new Fill(limits.capacity(), listener::roomy);
        this.logs = new LogBuffer(
                limits.logLines(), listener::logged, platform.workers().blockingLane("sandglass-logs"));
        this.lane = platform.workers().blockingLane("sandglass-journal");
    }

    /**
     * Appends records of one run, to be kept until they are durable; never blocks.
     *
     * @return completes once they are durable, on the thread that wrote them; with false if the store left the run out;
     *     fails with {@link RecordRefused} if the store will never take them. Then the run takes nothing more but records
     *     that begin with the number of the first one refused
     */
    public CompletableFuture<Boolean> append(List<RunRecord> records) {
        return offer(new JournalEntry(records, true));
    }

    /**
     * Appends records of one run, but gives up when the store is unavailable or the journal is full.
     *
     * @return as {@link #append}, or fails with {@link StoreUnavailable}; then nothing was stored
     */
    public CompletableFuture<Boolean> tryAppend(List<RunRecord> records) {
        JournalEntry entry = new JournalEntry(records, false);
        Optional<String> obstacle = outage().or(this::fullness);
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
        if (outage == null) {
            logs.scheduleWrite(store);
        }
    }

    /** Why the store is unavailable; empty if it is available. */
    public Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    /**
     * Whether it holds as many records as it may, so that nothing that brings more should begin. When there is room
     * again {@link JournalListener#roomy()} is called.
     */
    public boolean full() {
        return fill.full();
    }

    /** Completes when everything appended so far is durable, and the log lines are written. */
    public CompletableFuture<Boolean> flush() {
        return offer(new JournalEntry(List.of(), true)).thenCombine(logs.scheduleWrite(store), Boolean::logicalAnd);
    }

    /** Looks whether the store can write, because somebody else found that it could not. */
    public void doubt() {
        if (outage == null && !doubt) {
            doubt = true;
            offer(new JournalEntry(List.of(), true));
        }
    }

    /** Sees to it that what waits is being written, should that have been forgotten. */
    public void wake() {
        if (!arrived.isEmpty()) {
            schedule();
        }
    }

    /** Takes nothing more; what was appended but is not yet durable is lost, so {@link #flush()} first. */
    @Override
    public void close() {
        closed = true;
        lane.execute(() -> giveUpStarts(CLOSED.get()));
    }

    private Optional<String> fullness() {
        return full() ? Optional.of("too many records wait to be written: " + fill.waiting()) : Optional.empty();
    }

    private CompletableFuture<Boolean> offer(JournalEntry entry) {
        fill.add(entry.size());
        arrived.add(entry);
        Fault.at(FaultPoint.RESULT_BUFFERED);
        schedule();
        return entry.stored();
    }

    private void leave(JournalEntry entry) {
        fill.remove(entry.size());
    }

    private void schedule() {
        if (!closed && scheduled.compareAndSet(false, true)) {
            lane.execute(this::drain);
        }
    }

    private void drainAgain() {
        if (!closed) {
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
                platform.timers().after(delay, this::drainAgain);
                delay = delay.multipliedBy(2).compareTo(MAX_DELAY) < 0 ? delay.multipliedBy(2) : MAX_DELAY;
            }
        }
        if (written) {
            scheduled.set(false);
            scheduleIfThereIsMore();
        }
    }

    private void scheduleIfThereIsMore() {
        if (!taken.isEmpty() || !arrived.isEmpty()) {
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

    /** During an outage, or if one is suspected, the store is asked even if there is nothing to write. */
    private Set<RunId> hand(List<JournalEntry> batch) {
        List<RunRecord> records = new ArrayList<>();
        for (JournalEntry entry : batch) {
            if (refusals.obstacle(entry).isEmpty()) {
                records.addAll(entry.records());
            }
        }
        boolean doubted = doubt;
        doubt = false;
        return records.isEmpty() && outage == null && !doubted ? Set.of() : commit(records);
    }

    private Set<RunId> commit(List<RunRecord> records) {
        Fault.at(FaultPoint.BEFORE_BATCH_COMMIT);
        Set<RunId> leftOut = records.isEmpty() ? probed() : store.append(records);
        Fault.at(FaultPoint.AFTER_BATCH_COMMIT);
        return leftOut;
    }

    private Set<RunId> probed() {
        store.probe();
        return Set.of();
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
            leave(entry);
        }
    }

    private boolean refuse(JournalEntry entry, RecordRefused why) {
        log.error("run {}: record {} cannot be stored: {}", entry.run(), entry.firstSeq(), why.getMessage());
        recovered();
        taken.remove();
        refusals.add(entry, why);
        entry.fail(why);
        leave(entry);
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
        taken.stream().filter(entry -> !entry.keep()).map(JournalEntry::run).forEach(doubtful::add);
        Set<JournalEntry> givenUp = Stream.concat(taken.stream(), arrived.stream())
                .filter(entry -> !entry.keep())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        taken.removeIf(givenUp::contains);
        arrived.removeIf(givenUp::contains);
        givenUp.forEach(this::leave);
        givenUp.forEach(entry -> entry.fail(why));
    }

    private void recovered() {
        delay = FIRST_DELAY;
        if (outage != null) {
            outage = null;
            log.info("the store can write again");
            listener.recovered();
            logs.scheduleWrite(store);
            doubtful.forEach(listener::doubtful);
            doubtful.clear();
        }
    }

    private static StoreUnavailable unavailable(RuntimeException cause) {
        return cause instanceof StoreUnavailable known
                ? known
                : new StoreUnavailable("the store could not write: " + cause.getMessage(), cause);
    }
}
