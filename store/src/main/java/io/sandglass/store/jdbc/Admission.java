package io.sandglass.store.jdbc;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.SlotKey;
import io.sandglass.store.RecordRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which records of one call are new, which were here before, and which belong to runs that are left out. */
final class Admission {
    private final RunHeads heads;
    private final SlotBook slots;
    private final Map<RunId, Long> last = new HashMap<>();
    private final Map<SlotKey, RunId> taken = new LinkedHashMap<>();
    private final Set<RunId> leftOut = new HashSet<>();
    private final List<Encoded> accepted = new ArrayList<>();

    Admission(RunHeads heads, SlotBook slots) {
        this.heads = heads;
        this.slots = slots;
    }

    /** @throws RecordRefused if one does not follow the record before it; then nothing is to be kept */
    void decide(List<Encoded> records) {
        for (Encoded encoded : records) {
            RunRecord record = encoded.record();
            if (!leftOut.contains(record.run())) {
                decide(encoded, last.computeIfAbsent(record.run(), heads::lastSeq));
            }
        }
    }

    Set<RunId> leftOut() {
        return leftOut;
    }

    /** What is to be kept, in its order. */
    List<Encoded> accepted() {
        return accepted;
    }

    /** It has been kept: the last of it is the journal's entry of this number. */
    void kept(long position) {
        accepted.forEach(encoded -> heads.kept(encoded.record(), position));
        taken.keySet().forEach(slot -> slots.take(slot, position));
    }

    private void decide(Encoded encoded, long before) {
        RunRecord record = encoded.record();
        if (record.seq() <= before) {
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
        if (started.cause().slot().isEmpty()) {
            return true;
        }
        SlotKey slot = started.cause().slot().get();
        return !slots.taken(slot) && taken.putIfAbsent(slot, run) == null;
    }
}
