package io.sandglass.store.intake;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.database.Session;
import io.sandglass.store.tables.RunKeyTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which run has which idempotency key. Those that may not be in the database yet are known here; about any other the
 * database is asked. Thread-safe, as long as nobody else takes a key while it is being asked for.
 */
public final class KeyBook {
    private static final int SWEEP_ABOVE = 1_000;

    private final Intake intake;
    private final Session reader;
    private final Map<IdempotencyKey, Pending> pending = new ConcurrentHashMap<>();
    private volatile int sweepAbove = SWEEP_ABOVE;

    /** @param reader for those who begin runs: they wait for it */
    public KeyBook(Intake intake, Session reader) {
        this.intake = intake;
        this.reader = reader;
    }

    /** @param position the journal's entry that tells of it */
    private record Pending(KeyedRun run, long position) {}

    /** Waits for no database that is made anew: who asks to start a run can ask again. */
    Optional<KeyedRun> find(IdempotencyKey key) {
        return known(key).or(() -> intake.readNow(reader, sql -> RunKeyTable.find(sql, key)));
    }

    /** What the database has is asked of it, because it may have been deleted there. */
    private Optional<KeyedRun> known(IdempotencyKey key) {
        return Optional.ofNullable(pending.get(key))
                .filter(known -> known.position() > intake.highestApplied())
                .map(Pending::run);
    }

    void take(Map<IdempotencyKey, KeyedRun> keys, long position) {
        keys.forEach((key, run) -> pending.put(key, new Pending(run, position)));
        if (pending.size() > sweepAbove) {
            long done = intake.highestApplied();
            pending.values().removeIf(each -> each.position() <= done);
            sweepAbove = Math.max(SWEEP_ABOVE, 2 * pending.size()); // else every call would walk all that wait
        }
    }
}
