package io.sandglass.store.intake;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.SlotKey;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.ledger.EncodedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which records of one call are new, which were here before, and which belong to runs that are left out. */
final class Admission {
    private final RunHeads heads;
    private final SlotBook slots;
    private final Map<RunId, Long> last = new HashMap<>();
    private final Set<SlotKey> takenBefore = new HashSet<>();
    private final Map<SlotKey, RunId> taken = new LinkedHashMap<>();
    private final Set<RunId> leftOut = new HashSet<>();
    private final List<EncodedRecord> accepted = new ArrayList<>();

    Admission(RunHeads heads, SlotBook slots) {
        this.heads = heads;
        this.slots = slots;
    }

    /** What these records are about: their runs, and the slots that those fill. */
    static Set<Object> subjects(List<RunRecord> records) {
        Set<Object> subjects = new HashSet<>();
        for (RunRecord record : records) {
            subjects.add(record.run());
            slot(record).ifPresent(slot -> subjects.add(SlotBook.key(slot)));
        }
        return subjects;
    }

    /** Finds out which slots of runs to begin are taken, before anything else; may ask the database. */
    void lookUpSlots(List<RunRecord> records) {
        for (RunRecord record : records) {
            slot(record).filter(slots::taken).ifPresent(slot -> takenBefore.add(SlotBook.key(slot)));
        }
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
                decide(encoded, last.computeIfAbsent(record.run(), heads::lastSeq));
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
     * @return how many records it were
     */
    int kept(long position) {
        accepted.forEach(encoded -> heads.kept(encoded, position));
        slots.take(List.copyOf(taken.keySet()), position);
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
        if (before == RunHeads.UNKNOWN
                && !(record.event() instanceof RunStarted started && free(record.run(), started))) {
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

    private boolean free(RunId run, RunStarted started) {
        Optional<SlotKey> slot = started.cause().slot().map(SlotBook::key);
        return slot.isEmpty() || !takenBefore.contains(slot.get()) && taken.putIfAbsent(slot.get(), run) == null;
    }

    private static Optional<SlotKey> slot(RunRecord record) {
        return record.event() instanceof RunStarted started ? started.cause().slot() : Optional.empty();
    }
}
