package io.sandglass.store.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.Undecided;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.database.Session;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.journal.SimulatedJournal;
import io.sandglass.store.ledger.JournalErrors;
import io.sandglass.store.ledger.JournalLedger;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.projection.ProjectionSettings;
import io.sandglass.store.projection.Projector;
import io.sandglass.store.projection.Repair;
import io.sandglass.time.Clock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for whom when many keep something at once. */
@Timeout(60)
class IntakeTest {
    private static final int CALLERS = 8;
    private static final int LONGEST_EVENT = 1_000_000;

    @Test
    void callersWithDifferentSubjectsShareASync() throws Exception {
        SimulatedJournal disk = SimulatedJournal.create(Durability.POWER, 1);
        JournalErrors errors = new JournalErrors(Path.of("journal"), new BackupDirectory(Path.of("backups")));
        try (H2Store store = StoreInternals.open(new JournalLedger(disk.journal(), errors), StoreSettings.inMemory())) {
            store.triggers().lastSlot(Samples.TRIGGER);
            CountDownLatch syncing = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            int before = disk.syncs();
            disk.duringSync(() -> {
                syncing.countDown();
                await(goOn);
            });
            List<Thread> callers = new ArrayList<>();
            callers.add(started(
                    () -> store.runs().append(Samples.records(new RunId(1), Samples.started(Cause.manual())))));
            assertThat(syncing.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < CALLERS; i++) {
                SlotKey slot = new SlotKey(Samples.TRIGGER, Samples.T0.plusSeconds(i));
                callers.add(started(() -> store.triggers().recordSlot(slot, SlotState.MISSED, "late")));
            }
            Awaiting.until(() -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
            goOn.countDown();
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(disk.syncs() - before).isEqualTo(2);
            assertThat(disk.journal().lastSeq()).isEqualTo(1 + CALLERS);
            assertThat(store.triggers().lastSlot(Samples.TRIGGER)).contains(Samples.T0.plusSeconds(CALLERS - 1));
        }
    }

    @Test
    void oneSlotIsTakenOnceHoweverManyTryAtOnce() throws Exception {
        SlotKey slot = new SlotKey(Samples.TRIGGER, Samples.T0);
        AtomicInteger taken = new AtomicInteger();
        try (H2Store store = H2Store.open(StoreSettings.inMemory())) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 1; i <= CALLERS; i++) {
                RunId run = new RunId(i);
                callers.add(started(() -> {
                    if (store.triggers().recordSlot(slot, SlotState.MISSED, "late")) {
                        taken.incrementAndGet();
                    }
                }));
                callers.add(started(() -> {
                    if (store.runs()
                            .append(Samples.records(run, Samples.started(Samples.slotCause(Samples.T0))))
                            .isEmpty()) {
                        taken.incrementAndGet();
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(taken).hasValue(1);
        }
    }

    @Test
    void askingTheDatabaseForATriggersSlotsHoldsUpNobodyElse() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (Ledger ledger = new MemoryLedger()) {
            OpenDatabase open = StoreInternals.database(ledger);
            Session reader = Session.reading(() -> {
                asked.countDown();
                await(answer);
                return open.database().connect();
            });
            Session writer = new Session(open.connection(), open.database()::connect);
            Projector projector =
                    new Projector(writer, new NoRepair(), ledger, ProjectionSettings.DEFAULT, Clock.system());
            Intake intake = new Intake(ledger, projector);
            SlotBook slots = new SlotBook(intake, reader);
            JournaledTriggers triggers = new JournaledTriggers(intake, reader, slots);
            RunHeads heads = new RunHeads(reader, projector.queue()::applied);
            Books books = new Books(heads, slots, new KeyBook(intake, reader));
            JournaledRuns runs =
                    new JournaledRuns(intake, projector.queue(), reader, books, new RecordBytes(LONGEST_EVENT, null));
            SlotKey slot = new SlotKey(Samples.TRIGGER, Samples.T0);
            Thread first = started(() -> triggers.recordSlot(slot, SlotState.MISSED, "late"));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                triggers.advance(Samples.TRIGGER, Optional.of(Samples.T0));
                runs.append(Samples.records(new RunId(1), Samples.started(Cause.manual())));
            });

            assertThat(other).succeedsWithin(20, TimeUnit.SECONDS);
            answer.countDown();
            first.join();
            reader.close();
            writer.close();
        }
    }

    @Test
    void aDatabaseThatHasLessThanItOnceHadAnswersNothing(@TempDir Path directory) throws SQLException {
        StoreSettings settings = StoreSettings.inDirectory(directory);
        try (H2Store store = H2Store.open(settings)) {
            store.specs().save(Samples.WORKFLOW, "body", "file", Samples.T0);
            store.triggers().recordSlot(new SlotKey(Samples.TRIGGER, Samples.T0), SlotState.MISSED, "late");
            store.runs()
                    .append(Samples.records(
                            new RunId(1),
                            Samples.started(Cause.manual()),
                            Samples.ended(RunStatus.FAILED, Optional.empty())));
        }
        try (H2Store store = H2Store.open(settings);
                Connection administrator = StoreInternals.administrator(store);
                Statement statement = administrator.createStatement()) {
            administrator.setAutoCommit(true);
            statement.execute("update applied set seq = seq - 1"); // as if it were rebuilt from a backup

            assertUnavailable(() -> store.specs().newest(Samples.WORKFLOW));
            assertUnavailable(() -> store.specs().save(Samples.WORKFLOW, "other", "file", Samples.T0));
            assertUnavailable(() -> store.triggers().lastSlot(Samples.TRIGGER));
            assertUnavailable(() -> store.pauses().lastingOrEndedAfter(Samples.T0));
            assertUnavailable(() -> store.runs().events(new RunId(1)));
            assertUndecided(store, Samples.records(new RunId(3), Samples.started("k")));
            assertUndecided(
                    store,
                    Samples.records(new RunId(3), Samples.started(Samples.slotCause(Samples.T0.plusSeconds(1)))));
            assertUndecided(store, reopened(new RunId(1)));
            store.runs().append(Samples.records(new RunId(2), Samples.started(Cause.manual())));

            statement.execute("update applied set seq = seq + 1");

            assertThat(store.specs().newest(Samples.WORKFLOW)).isPresent();
            assertThat(store.triggers().lastSlot(Samples.TRIGGER)).contains(Samples.T0);
            assertThat(store.runs().append(Samples.records(new RunId(3), Samples.started("k"))))
                    .isEmpty();
            assertThat(store.runs().append(reopened(new RunId(1)))).isEmpty();
            assertThat(store.runs().openRuns()).contains(new RunId(1));
        }
    }

    private static List<RunRecord> reopened(RunId run) {
        return Samples.records(run, 3, new RunEvent.RunReopened(List.of(), new Asked("alice", "again"), Samples.T0));
    }

    /** At once: all that is to be recorded waits behind it. */
    private static void assertUndecided(H2Store store, List<RunRecord> records) {
        assertThatThrownBy(() -> store.runs().append(records))
                .isInstanceOf(Undecided.class)
                .hasMessageContaining("try again in some seconds");
    }

    private static void assertUnavailable(ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("being brought up to date");
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** For a database that is never written to. */
    private static final class NoRepair implements Repair {
        @Override
        public void look() {}

        @Override
        public boolean rebuilds() {
            return false;
        }

        @Override
        public boolean after(Throwable failure, int inARow) {
            throw new AssertionError("nothing is projected", failure);
        }

        @Override
        public void done() {
            throw new AssertionError("nothing is projected");
        }
    }
}
