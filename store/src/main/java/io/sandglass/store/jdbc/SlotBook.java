package io.sandglass.store.jdbc;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which slots are taken. A trigger's slots are mostly taken in their order, so that knowing the latest one answers for
 * those after it; about earlier ones the database is asked. Guarded by its owner.
 */
final class SlotBook {
    private static final int SWEEP_ABOVE = 1_000;

    private final Session reader;
    private final LongSupplier applied;
    private final Map<TriggerKey, Optional<Instant>> latest = new HashMap<>();

    /** Those that may not be in the database yet, with the journal's entries that tell of them. */
    private final Map<SlotKey, Long> pending = new LinkedHashMap<>();

    /** @param applied the last entry that is in the database */
    SlotBook(Session reader, LongSupplier applied) {
        this.reader = reader;
        this.applied = applied;
    }

    boolean taken(SlotKey slot) {
        SlotKey key = key(slot);
        Optional<Instant> last = last(key.trigger());
        if (last.isEmpty() || key.fireTime().isAfter(last.get())) {
            return false;
        }
        return key.fireTime().equals(last.get())
                || pending.containsKey(key)
                || reader.transaction(sql -> SlotTable.recorded(sql, key));
    }

    void take(SlotKey slot, long position) {
        SlotKey key = key(slot);
        pending.put(key, position);
        latest.merge(key.trigger(), Optional.of(key.fireTime()), SlotBook::later);
        if (pending.size() > SWEEP_ABOVE) {
            long done = applied.getAsLong();
            pending.values().removeIf(at -> at <= done);
        }
    }

    Optional<Instant> last(TriggerKey trigger) {
        return latest.computeIfAbsent(trigger, key -> reader.transaction(sql -> SlotTable.last(sql, key)));
    }

    private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent() && a.get().isAfter(b.orElse(Instant.MIN)) ? a : b;
    }

    /** As exact as the table. */
    private static SlotKey key(SlotKey slot) {
        return new SlotKey(slot.trigger(), slot.fireTime().truncatedTo(ChronoUnit.MILLIS));
    }
}
