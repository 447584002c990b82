package io.sandglass.store;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what happened in runs. Thread-safe; calls block until the data is durable at the store's level.
 *
 * <p>The contract test {@code RunStoreContract} holds for every adapter.
 */
public interface RunStore {
    /**
     * Appends records, all or none. Appending a record again (same run and seq) changes nothing.
     *
     * <p>A {@code RunStarted} whose cause names a slot that is already recorded, or whose request has a key that another
     * run has, is left out, as are all later records of that run; the slot of every other one is recorded as run.
     *
     * @return the runs left out
     * @throws StoreUnavailable if nothing was stored, for now
     * @throws Undecided if nothing was stored as it is not known now whether one of the runs may go on; never waits long
     *     to find out
     * @throws NoRoom if nothing was stored as there is no room now for something large in one of the records,
     *     or as that has left memory and cannot be read now
     * @throws RecordRefused if nothing was stored because one of the records never can be: one that does not follow the
     *     record before it, for example
     */
    Set<RunId> append(List<RunRecord> records);

    /**
     * Finds out whether records can be written, by writing something that is no record where they would go.
     *
     * @throws StoreUnavailable if a record could not be made durable now
     */
    void probe();

    /**
     * Why no run should begin now although records can be stored: the store has more to do already than it may. What runs
     * already goes on. Never blocks.
     */
    default Optional<String> overload() {
        return Optional.empty();
    }

    /**
     * Says whether memory is short: then what is stored from now on is rather read again later than kept there. Never
     * blocks.
     */
    default void spareMemory(boolean spare) {}

    /**
     * The run whose request had this key; empty if there is none, or it was deleted.
     *
     * @throws StoreUnavailable if that cannot be found out now
     */
    Optional<KeyedRun> keyed(IdempotencyKey key);

    /** Appends log lines. */
    void log(List<LogLine> lines);

    /** The highest id of all runs that are recorded; empty if there is none. */
    Optional<RunId> highestRun();

    /** Ids of the runs that have not ended, or were reopened since, oldest first. */
    List<RunId> openRuns();

    /**
     * All events of a run in their order; empty if there is no such run.
     *
     * @throws RecordsLost if they are no longer all there
     */
    List<RunRecord> events(RunId run);
}
