package io.sandglass.store.intake;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.SlotKey;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.Undecided;
import io.sandglass.store.ledger.EncodedRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which records of one call are new, which were here before, and which belong to runs that are left out. */
final class Admission {
    private final RunHeads heads;
    private final SlotBook slots;
    private final KeyBook keys;
    private final Map<RunId, Long> last;
    private final Set<Object> takenBefore = new HashSet<>();
    private final Set<SlotKey> taken = new LinkedHashSet<>();
    private final Map<IdempotencyKey, KeyedRun> keyed = new LinkedHashMap<>();
    private final Set<RunId> leftOut = new HashSet<>();
    private final List<EncodedRecord> accepted = new ArrayList<>();

    /** @param last the number of the last record of each run that the records are of, or {@link RunHeads#UNKNOWN} */
    Admission(Books books, Map<RunId, Long> last) {
        this.last = last;
        this.heads = books.heads();
        this.slots = books.slots();
        this.keys = books.keys();
    }

    /** What these records are about: their runs, and the slots and keys that those are to have. */
    static Set<Object> subjects(List<RunRecord> records) {
        Set<Object> subjects = new HashSet<>();
        for (RunRecord record : records) {
            subjects.add(record.run());
            slot(record).ifPresent(subjects::add);
            key(record).ifPresent(subjects::add);
        }
        return subjects;
    }

    /**
     * Finds out which slots and keys of runs to begin are another run's, before anything else; may ask the database. The run's
     * own are there if the same call was broken off by an error behind the journal.
     *
     * @throws Undecided if that cannot be told now
     */
    void lookUp(List<RunRecord> records) {
        for (RunRecord record : records) {
            try {
                slot(record).filter(slot -> slots.taken(slot, record.run())).ifPresent(takenBefore::add);
                key(record).filter(key -> taken(key, record.run())).ifPresent(takenBefore::add);
            } catch (StoreUnavailable e) {
                throw new Undecided(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private boolean taken(IdempotencyKey key, RunId by) {
        return keys.find(key).filter(of -> !of.run().equals(by)).isPresent();
    }

    /**
     * Decides; in turn.
     *
     * @return what is to be kept
     * @throws RecordRefused if one does not follow the record before it; then nothing is to be kept
     */
    List<EncodedRecord> decide(List<EncodedRecord> records) {
        for (EncodedRecord encoded : records) {
            RunRecord record = encoded.record();
            if (!leftOut.contains(record.run())) {
                decide(encoded, last.getOrDefault(record.run(), RunHeads.UNKNOWN));
            }
        }
        return accepted;
    }

    Set<RunId> leftOut() {
        return leftOut;
    }

    /** What is to be kept, in its order. */
    List<EncodedRecord> accepted() {
        return accepted;
    }

    /**
     * It has been kept: the last of it is the journal's entry of this number. In turn.
     *
     * @return how many records were taken
     */
    int kept(long position) {
        accepted.forEach(encoded -> heads.kept(encoded, position));
        slots.take(List.copyOf(taken), position);
        keys.take(keyed, position);
        return accepted.size();
    }

    private void decide(EncodedRecord encoded, long before) {
        RunRecord record = encoded.record();
        if (record.seq() <= before) {
            if (record.event() instanceof RunStarted && !heads.begunBy(encoded)) {
                throw RecordRefused.otherRun(record.run());
            }
            return;
        }
        if (before == RunHeads.UNKNOWN && !(record.event() instanceof RunStarted && take(record))) {
            leftOut.add(record.run());
            return;
        }
        if (record.seq() != before + 1) {
            throw new RecordRefused(
                    "run " + record.run() + ": record " + record.seq() + " cannot follow record " + before);
        }
        last.put(record.run(), record.seq());
        accepted.add(encoded);
    }

    /** Takes the run's slot and key; false if one of them is another's. */
    private boolean take(RunRecord first) {
        Optional<SlotKey> slot = slot(first);
        Optional<IdempotencyKey> key = key(first);
        if (slot.filter(this::isTaken).isPresent() || key.filter(this::isTaken).isPresent()) {
            return false;
        }
        slot.ifPresent(taken::add);
        key.ifPresent(own -> keyed.put(own, KeyedRun.of(first.run(), (RunStarted) first.event())));
        return true;
    }

    private boolean isTaken(SlotKey slot) {
        return takenBefore.contains(slot) || taken.contains(slot);
    }

    private boolean isTaken(IdempotencyKey key) {
        return takenBefore.contains(key) || keyed.containsKey(key);
    }

    private static Optional<SlotKey> slot(RunRecord record) {
        return record.event() instanceof RunStarted started
                ? started.cause().slot().map(SlotBook::key)
                : Optional.empty();
    }

    private static Optional<IdempotencyKey> key(RunRecord record) {
        return record.event() instanceof RunStarted started
                ? started.request().map(KeyedRequest::key)
                : Optional.empty();
    }
}
