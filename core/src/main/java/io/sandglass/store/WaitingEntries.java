package io.sandglass.store;

import io.sandglass.run.RunId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was appended and is not yet durable, in its order. Any thread adds; all the rest is one thread's. */
final class WaitingEntries {
    /** Of one batch, unless one entry alone is larger: what is encoded at once. */
    private static final long BATCH_BYTES = 8L << 20;

    private final JournalLimits limits;
    private final Fill fill;
    private final Queue<JournalEntry> arrived = new ConcurrentLinkedQueue<>();

    /** Those of the batch that is being written. */
    private final Deque<JournalEntry> taken = new ArrayDeque<>();

    /** Those that were taken or held before, and come before what has arrived. */
    private Deque<JournalEntry> returned = new ArrayDeque<>();

    /** They count as waiting, but are in no batch. */
    private final HeldEntries held = new HeldEntries();

    WaitingEntries(JournalLimits limits, Fill fill) {
        this.limits = limits;
        this.fill = fill;
    }

    void add(JournalEntry entry) {
        fill.add(entry);
        arrived.add(entry);
    }

    /** Whether any came since the last batch; to be asked by any thread. */
    boolean anyArrived() {
        return !arrived.isEmpty();
    }

    boolean isEmpty() {
        return taken.isEmpty() && next().isEmpty();
    }

    /** Takes entries until the batch is full; entries that could not be written are still in it. */
    List<JournalEntry> nextBatch() {
        List<JournalEntry> batch = new ArrayList<>(taken);
        int records = taken.stream().mapToInt(JournalEntry::size).sum();
        long bytes = taken.stream().mapToLong(JournalEntry::bytes).sum();
        for (JournalEntry next = fitting(batch, records, bytes); next != null; next = fitting(batch, records, bytes)) {
            next().remove();
            taken.add(next);
            batch.add(next);
            records += next.size();
            bytes += next.bytes();
        }
        return batch;
    }

    /** The first of the batch is over: it is durable, or will never be. */
    void done(JournalEntry entry) {
        if (!entry.equals(taken.remove())) {
            throw new AssertionError("entries are done in their order");
        }
        fill.remove(entry);
    }

    /** Takes an entry out of the batch, until there is room for it. */
    void hold(JournalEntry entry, String why) {
        remove(entry);
        held.add(entry, why);
    }

    /** Takes an entry out of the batch that has to wait for one of its run. */
    void holdBehind(JournalEntry entry) {
        remove(entry);
        held.addBehind(entry);
    }

    private void remove(JournalEntry entry) {
        if (!taken.remove(entry)) {
            throw new AssertionError("only what is in the batch can be held");
        }
    }

    HeldEntries held() {
        return held;
    }

    /** What was held comes next, before everything else, in batches no larger than others. */
    void releaseHeld() {
        Deque<JournalEntry> all = new ArrayDeque<>(held.entries());
        all.addAll(taken);
        all.addAll(returned);
        returned = all;
        taken.clear();
        held.clear();
    }

    /** Those of the batch that do not wait for the end of an outage. */
    Stream<RunId> impatient() {
        return taken.stream().filter(entry -> !entry.keep()).map(JournalEntry::run);
    }

    /** Lets go of all that do not wait for the end of an outage. */
    Collection<JournalEntry> giveUpImpatient() {
        Set<JournalEntry> givenUp = Stream.of(taken, returned, arrived)
                .flatMap(Collection::stream)
                .filter(entry -> !entry.keep())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        taken.removeIf(givenUp::contains);
        returned.removeIf(givenUp::contains);
        arrived.removeIf(givenUp::contains);
        givenUp.forEach(fill::remove);
        return givenUp;
    }

    private Queue<JournalEntry> next() {
        return returned.isEmpty() ? arrived : returned;
    }

    private @Nullable JournalEntry fitting(List<JournalEntry> batch, int records, long bytes) {
        JournalEntry next = next().peek();
        boolean fits =
                next != null && records + next.size() <= limits.flushThreshold() && bytes + next.bytes() <= BATCH_BYTES;
        return fits || batch.isEmpty() ? next : null;
    }
}
