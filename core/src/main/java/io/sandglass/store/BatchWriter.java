package io.sandglass.store;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands batches to the store and tells their entries what became of them. Whatever the store's trouble is, no record is
 * given up for it, unless the store says that it will never do. Used by one thread; {@link #outage} may be asked by any.
 */
final class BatchWriter {
    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private final RunStore store;
    private final WaitingEntries waiting;
    private final JournalListener listener;
    private final RefusedRuns refusals = new RefusedRuns();
    private final Set<RunId> doubtful = new LinkedHashSet<>();

    /** Runs of which it was said that they wait for room. */
    private final Set<RunId> crowded = new HashSet<>();

    private volatile @Nullable String outage;
    private volatile boolean doubt;

    BatchWriter(RunStore store, WaitingEntries waiting, JournalListener listener) {
        this.store = store;
        this.waiting = waiting;
        this.listener = listener;
    }

    /** Why the store is unavailable; empty if it is available. */
    Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    /** Has the store asked with the next batch, even if there is nothing to write; false if that is so already. */
    boolean doubt() {
        boolean news = outage == null && !doubt;
        doubt |= news;
        return news;
    }

    /** @return false if it has to be written again later */
    boolean write(List<JournalEntry> batch) {
        return waiting.held().isEmpty() ? writeAll(batch) : writeAll(withoutHeldUp(batch));
    }

    private boolean writeAll(List<JournalEntry> batch) {
        try {
            Set<RunId> leftOut = hand(batch);
            recovered();
            settle(batch, leftOut);
            return true;
        } catch (RecordRefused e) {
            return batch.size() > 1 ? writeApart(batch) : refuse(batch.get(0), e);
        } catch (Undecided e) {
            return batch.size() > 1 ? writeApart(batch) : putOff(batch.get(0), e);
        } catch (NoRoom e) {
            return batch.size() > 1 ? writeApart(batch) : hold(batch.get(0), e);
        } catch (RuntimeException | VirtualMachineError e) {
            degraded(e);
            return false;
        }
    }

    /** Those who wait for a run's start must not wait for the end of an outage. */
    void giveUpStarts(StoreUnavailable why) {
        waiting.impatient().forEach(doubtful::add);
        waiting.giveUpImpatient().forEach(entry -> entry.fail(why));
    }

    /** Finds the entry that the store does not take, so that the others are stored. */
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
        try {
            return records.isEmpty() && outage == null && !doubted ? Set.of() : commit(records);
        } catch (Undecided e) { // before anything was written
            doubt |= doubted;
            throw e;
        }
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
            Optional<RecordRefused> obstacle = refusals.obstacle(entry);
            waiting.done(entry);
            if (!crowded.isEmpty() && !entry.isEmpty()) {
                crowded.remove(entry.run());
            }
            if (obstacle.isPresent()) {
                entry.fail(obstacle.get());
            } else {
                refusals.forget(entry);
                entry.done(leftOut, waiting.held().isEmpty());
            }
        }
    }

    private boolean refuse(JournalEntry entry, RecordRefused why) {
        log.error("run {}: record {} cannot be stored: {}", entry.run(), entry.firstSeq(), why.getMessage());
        recovered();
        waiting.done(entry);
        crowded.remove(entry.run());
        refusals.add(entry, why);
        entry.fail(why);
        return true;
    }

    /**
     * Whoever asked for the run can ask again: what else there is to write does not wait for that. Whether an outage is
     * over the store has not said by this, and may not be asked again for long, so it is asked now.
     */
    private boolean putOff(JournalEntry entry, RuntimeException why) {
        waiting.done(entry);
        entry.fail(new StoreUnavailable(String.valueOf(why.getMessage()), why));
        return write(List.of());
    }

    /** Only its run waits for room; whether there is any for the others is looked at, too. */
    private boolean hold(JournalEntry entry, NoRoom why) {
        doubt |= outage == null;
        if (!entry.keep()) {
            return putOff(entry, why);
        }
        if (crowded.add(entry.run())) {
            log.error(
                    "run {}: record {} waits, and the run with it: {}",
                    entry.run(),
                    entry.firstSeq(),
                    why.getMessage());
        }
        waiting.hold(entry, String.valueOf(why.getMessage()));
        listener.held(entry.run());
        return write(List.of());
    }

    private List<JournalEntry> withoutHeldUp(List<JournalEntry> batch) {
        List<JournalEntry> free = new ArrayList<>();
        for (JournalEntry entry : batch) {
            if (waiting.held().holdsUp(entry)) {
                waiting.holdBehind(entry);
            } else {
                free.add(entry);
            }
        }
        return free;
    }

    /** It is known before it is told: telling may fail for want of memory. */
    private void degraded(Throwable cause) {
        if (outage == null) {
            String reason = cause instanceof Error ? "struck by " + cause : String.valueOf(cause.getMessage());
            outage = reason;
            listener.degraded(reason);
            log.error("the store cannot write; records are kept and written again later", cause);
        }
        giveUpStarts(unavailable(cause));
    }

    private void recovered() {
        if (outage != null) {
            outage = null;
            log.info("the store can write again");
            listener.recovered();
            doubtful.forEach(listener::doubtful);
            doubtful.clear();
        }
    }

    private static StoreUnavailable unavailable(Throwable cause) {
        return cause instanceof StoreUnavailable known
                ? known
                : new StoreUnavailable("the store could not write: " + cause.getMessage(), cause);
    }
}
