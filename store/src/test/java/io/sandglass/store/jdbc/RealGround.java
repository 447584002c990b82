package io.sandglass.store.jdbc;

import io.sandglass.history.SlotRow;
import io.sandglass.run.TriggerKey;
import io.sandglass.simulation.Ground;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.database.Database;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.journal.SimulatedJournal;
import io.sandglass.store.ledger.JournalErrors;
import io.sandglass.store.ledger.JournalLedger;
import io.sandglass.store.ledger.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The store itself, on a journal whose disk loses at each crash what was not synced and tears what was being written, and
 * on a database in memory, which stays as its last transaction left it.
 */
final class RealGround implements Ground {
    private static final String UNRUN =
            "select namespace, workflow, trigger_name, fire_time, reason from slots where state <> 'RAN'";
    private static final int MOST_SLOTS = 1_000_000;

    private final Database database;
    private final Connection anchor;
    private SimulatedJournal journal;
    private H2Store store;

    RealGround(long seed) throws SQLException {
        journal = SimulatedJournal.create(Durability.POWER, seed);
        Home home = Home.inMemory(ledger());
        database = home.database();
        anchor = database.connect();
        store = open(home);
    }

    @Override
    public RunStore runs() {
        return store.runs();
    }

    @Override
    public SpecStore specs() {
        return store.specs();
    }

    @Override
    public TriggerStore triggers() {
        return store.triggers();
    }

    @Override
    public void crashed() {
        store.closeDatabase();
        journal = journal.switchedOnAgain();
        try {
            store = open(Home.over(ledger(), new OpenDatabase(database, database.connect())));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<List<SlotRow>> unrunSlots() {
        return Optional.of(store.history().query(UNRUN, List.of(), MOST_SLOTS, Duration.ofMinutes(1)).rows().stream()
                .map(RealGround::slot)
                .toList());
    }

    @Override
    public void close() {
        store.close();
        try {
            anchor.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static SlotRow slot(List<?> row) {
        TriggerKey trigger = new TriggerKey(
                new WorkflowKey(row.get(0).toString(), row.get(1).toString()),
                row.get(2).toString());
        long fireTime = ((Instant) row.get(3)).toEpochMilli();
        return new SlotRow(trigger.toString(), fireTime, "", row.get(4).toString());
    }

    private Ledger ledger() {
        return new JournalLedger(
                journal.journal(), new JournalErrors(Path.of("journal"), new BackupDirectory(Path.of("backups"))));
    }

    private static H2Store open(Home home) {
        return StoreOpening.open(home, StoreSettings.inMemory(), QueryLimit.USUAL);
    }
}
