package io.sandglass.store.intake;

import io.sandglass.run.RunId;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.database.Session;
import io.sandglass.store.tables.SlotTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which slots are taken. A trigger's slots are mostly taken in their order, so that knowing the latest one answers for
 * those after it; about earlier ones, and once about each trigger, the database is asked. Thread-safe, as long as nobody
 * else takes a slot while it is being asked for.
 */
public final class SlotBook {
    private static final int SWEEP_ABOVE = 1_000;

    private final Intake intake;
    private final Session reader;
    private final Map<TriggerKey, Optional<Instant>> latest = new ConcurrentHashMap<>();

    /** Those that may not be in the database yet, with the journal's entries that tell of them. */
    private final Map<SlotKey, Long> pending = new ConcurrentHashMap<>();

    private volatile int sweepAbove = SWEEP_ABOVE;

    public SlotBook(Intake intake, Session reader) {
        this.intake = intake;
        this.reader = reader;
    }

    /** Waits for no database that is made anew, and throws {@link io.sandglass.store.StoreUnavailable} instead. */
    boolean taken(SlotKey slot) {
        SlotKey key = key(slot);
        Optional<Instant> last = lastNow(key.trigger());
        if (last.isEmpty() || key.fireTime().isAfter(last.get())) {
            return false;
        }
        return key.fireTime().equals(last.get())
                || pending.containsKey(key)
                || intake.readNow(reader, sql -> SlotTable.recorded(sql, key));
    }

    /** The same, and not by this run itself. */
    boolean taken(SlotKey slot, RunId by) {
        return taken(slot) && !intake.readNow(reader, sql -> SlotTable.isOf(sql, key(slot), by));
    }

    void take(List<SlotKey> slots, long position) {
        for (SlotKey slot : slots) {
            SlotKey key = key(slot);
            pending.put(key, position);
            latest.merge(key.trigger(), Optional.of(key.fireTime()), SlotBook::later);
        }
        if (pending.size() > sweepAbove) {
            long done = intake.applied();
            pending.values().removeIf(at -> at <= done);
            sweepAbove = Math.max(SWEEP_ABOVE, 2 * pending.size()); // else every call would walk all that wait
        }
    }

    private Optional<Instant> lastNow(TriggerKey trigger) {
        Optional<Instant> known = latest.get(trigger);
        return known != null ? known : remembered(trigger, intake.readNow(reader, sql -> SlotTable.last(sql, trigger)));
    }

    Optional<Instant> last(TriggerKey trigger) {
        Optional<Instant> known = latest.get(trigger);
        if (known != null) {
            return known;
        }
        return remembered(trigger, intake.read(reader, 0, sql -> SlotTable.last(sql, trigger)));
    }

    /** One may have been taken meanwhile. */
    private Optional<Instant> remembered(TriggerKey trigger, Optional<Instant> stored) {
        return latest.merge(trigger, stored, SlotBook::later);
    }

    private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent() && a.get().isAfter(b.orElse(Instant.MIN)) ? a : b;
    }

    /** As exact as the table. */
    static SlotKey key(SlotKey slot) {
        return new SlotKey(slot.trigger(), slot.fireTime().truncatedTo(ChronoUnit.MILLIS));
    }
}
