package io.sandglass.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.fixture.RefusingTrigger;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.MemoryLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Entries on which something always fails, without the database saying that it is their fault. */
@Timeout(180)
class SuspectEntriesTest {
    private static final RunId GOOD = new RunId(1);
    private static final RunId POISONED = new RunId(2);
    private static final RunId ALSO_GOOD = new RunId(3);

    @TempDir
    private Path home;

    @Test
    void anEntryThatAlwaysFailsIsSetAsideAndAllOthersAreWritten() throws SQLException {
        try (H2Store store = StoreInternals.open(new MemoryLedger(), StoreSettings.inMemory())) {
            refusePoison(store);
            List<RunRecord> records = new ArrayList<>(run(GOOD, "load"));
            records.addAll(run(POISONED, RefusingTrigger.POISON));
            store.runs().append(records);
            store.runs().append(run(ALSO_GOOD, "load"));

            Awaiting.until(() -> store.projectionLag().setAside() == 1);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(column(store, "select run_number from attempts order by 1"))
                    .containsExactly(GOOD.value(), ALSO_GOOD.value());
            assertThat(store.runs().events(POISONED)).hasSize(3);
            assertThat(store.verify().problems())
                    .anySatisfy(problem -> assertThat(problem).contains("entry 1", "run " + POISONED, "on purpose"));
        }
    }

    @Test
    void anEntryThatCannotBeFoldedIsSetAsideAndAllOthersAreWritten() throws SQLException {
        try (H2Store store = StoreInternals.open(new MemoryLedger(), StoreSettings.inMemory())) {
            store.runs().append(run(POISONED, "load").subList(0, 2));
            store.awaitApplied();
            administer(store, "update node_run set state = 'NONSENSE'");
            store.runs().append(Samples.records(POISONED, 3, new NodeSkipped("load", "on purpose", Samples.T0)));
            store.runs().append(run(ALSO_GOOD, "load"));

            Awaiting.until(() -> store.projectionLag().setAside() == 1);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(column(store, "select run_number from attempts order by 1"))
                    .containsExactly(POISONED.value(), ALSO_GOOD.value());
            assertThat(column(store, "select reason from refused"))
                    .singleElement()
                    .asString()
                    .contains("NONSENSE");
        }
    }

    @Test
    void theDatabaseIsMadeAnewOnceBeforeAnEntryIsToBlame() throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            refusePoison(store);
            StoreInternals.backupNow(store);
            store.runs().append(run(POISONED, RefusingTrigger.POISON));
            store.runs().append(run(GOOD, "load"));

            Awaiting.until(() -> damagedDatabases() == 1);
            Awaiting.until(() -> store.projectionLag().setAside() == 1);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(column(store, "select run_number from attempts")).containsExactly(GOOD.value());
            assertThat(damagedDatabases()).isEqualTo(1);
        }
    }

    @Test
    void severalEntriesAreToBlameInOneDatabaseMadeAnew() throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            refusePoison(store);
            StoreInternals.backupNow(store);
            for (long run = 1; run <= 5; run++) {
                store.runs().append(run(new RunId(run), RefusingTrigger.POISON));
                store.runs().append(run(new RunId(10 + run), "load"));
            }

            for (int refused = 1; refused <= 5; refused++) {
                int soFar = refused;
                Awaiting.until(() -> store.projectionLag().setAside() >= soFar);
            }
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(column(store, "select run_number from attempts order by 1"))
                    .containsExactly(11L, 12L, 13L, 14L, 15L);
            assertThat(store.projectionLag().setAside()).isEqualTo(5);
            assertThat(damagedDatabases()).isEqualTo(1);
        }
    }

    @Test
    void whatADatabaseMadeAnewTakesIsNeverSetAside() throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            StoreInternals.backupNow(store);
            refusePoison(store);
            store.runs().append(run(GOOD, RefusingTrigger.POISON));
            Awaiting.until(() -> damagedDatabases() == 1);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            refusePoison(store); // the backup is without
            store.runs().append(run(ALSO_GOOD, "load"));
            store.runs().append(run(POISONED, RefusingTrigger.POISON));
            Awaiting.until(() -> damagedDatabases() == 2);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(store.projectionLag().setAside()).isZero();
            assertThat(column(store, "select run_number from attempts order by 1"))
                    .containsExactly(GOOD.value(), POISONED.value(), ALSO_GOOD.value());
        }
    }

    @Test
    void whatWasLeftOutIsInTheDatabaseMadeAnew() throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            StoreInternals.backupNow(store);
            refusePoison(store);
            administer(store, "alter table run add constraint refusing check (run_id <> " + GOOD.value() + ")");
            store.runs().append(run(GOOD, "load"));
            Awaiting.until(() -> store.projectionLag().setAside() == 1);

            store.runs().append(run(POISONED, RefusingTrigger.POISON));
            Awaiting.until(() -> damagedDatabases() == 1);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(store.projectionLag().setAside()).isZero();
            assertThat(column(store, "select run_number from attempts order by 1"))
                    .containsExactly(GOOD.value(), POISONED.value());
        }
    }

    @Test
    void aRowThatCannotBeReadIsNoFaultOfTheEntry() throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            StoreInternals.backupNow(store);
            store.runs().append(run(GOOD, "load").subList(0, 2));
            store.awaitApplied();
            administer(store, "update node_run set state = 'NONSENSE'");
            store.runs().append(Samples.records(GOOD, 3, new NodeSkipped("load", "on purpose", Samples.T0)));
            Awaiting.until(() -> damagedDatabases() == 1);
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(store.projectionLag().setAside()).isZero();
            assertThat(column(store, "select state from attempts")).doesNotContain("NONSENSE");
        }
    }

    @Test
    void aStartSetsAsideWhatAlwaysFails() throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            refusePoison(store);
            StoreInternals.backupNow(store);
            store.runs().append(run(POISONED, RefusingTrigger.POISON));
            store.runs().append(run(GOOD, "load"));
        }
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            assertThat(store.projectionLag().setAside()).isEqualTo(1);
            assertThat(column(store, "select run_number from attempts")).containsExactly(GOOD.value());
            assertThat(damagedDatabases()).isEqualTo(1);
        }
    }

    private static void refusePoison(H2Store store) throws SQLException {
        administer(
                store,
                "create trigger refusing before insert on node_run for each row call '"
                        + RefusingTrigger.class.getName() + "'");
    }

    private static void administer(H2Store store, String sql) throws SQLException {
        try (Connection connection = StoreInternals.administrator(store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
            statement.execute("checkpoint sync"); // so that it is there when the database is opened anew
        }
    }

    private static List<RunRecord> run(RunId run, String node) {
        return Samples.records(
                run,
                Samples.started(Cause.manual()),
                Samples.attemptStarted(node, 1),
                Samples.succeeded(node, 1, Payload.EMPTY));
    }

    private static List<Object> column(H2Store store, String sql) {
        return store.history().query(sql, List.of(), 100, Duration.ofSeconds(9)).rows().stream()
                .map(row -> row.get(0))
                .toList();
    }

    private int damagedDatabases() {
        return home.toFile().list((directory, name) -> name.startsWith("sandglass-damaged-")).length;
    }
}
