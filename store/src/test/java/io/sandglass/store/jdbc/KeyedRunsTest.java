package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import io.sandglass.store.database.Session;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.intake.Books;
import io.sandglass.store.intake.Intake;
import io.sandglass.store.intake.JournaledRuns;
import io.sandglass.store.intake.KeyBook;
import io.sandglass.store.intake.RecordBytes;
import io.sandglass.store.intake.RunHeads;
import io.sandglass.store.intake.SlotBook;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.projection.ProjectionQueue;
import io.sandglass.store.projection.ProjectionSettings;
import io.sandglass.store.retention.Prune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run for each key of a tenant, whatever happens to the database. */
class KeyedRunsTest {
    private static final RunId FIRST = new RunId(1_000);
    private static final RunId SECOND = new RunId(2_000);
    private static final IdempotencyKey KEY = new IdempotencyKey("default", "k");
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void knowsTheKeyWhileTheDatabaseIsBehind() {
        ProjectionSettings slow = new ProjectionSettings(Duration.ofSeconds(60), 1_000_000, 1_000_000);
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory).with(slow))) {
            store.runs().append(begun(FIRST));

            assertThat(store.runs().append(begun(SECOND))).containsExactly(SECOND);
            assertThat(store.runs().keyed(KEY)).contains(keyed(FIRST));
        }
    }

    @Test
    void knowsTheKeyAfterARestartAndInARebuiltDatabase() throws IOException {
        try (H2Store store = open()) {
            store.runs().append(begun(FIRST));
            store.runs().append(Samples.records(FIRST, 2, Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));
        }
        try (H2Store store = open()) {
            assertThat(store.runs().append(begun(SECOND))).containsExactly(SECOND);
        }
        Files.delete(directory.resolve(DataDirectory.DATABASE));

        try (H2Store store = open()) {
            assertThat(store.runs().append(begun(SECOND))).containsExactly(SECOND);
            assertThat(store.runs().keyed(KEY)).contains(keyed(FIRST));
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void givesTheKeyToAnotherRunOnceItsRunIsDeletedAlsoInARebuiltDatabase() throws IOException {
        try (H2Store store = open()) {
            store.runs().append(begun(FIRST));
            store.runs().append(Samples.records(FIRST, 2, Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));
            store.prune(new Prune(Optional.empty(), Set.of(RunStatus.SUCCEEDED), LATER, Prune.What.RUNS), () -> true);

            assertThat(store.runs().keyed(KEY)).isEmpty();
            assertThat(store.runs().append(begun(SECOND))).isEmpty();
        }
        Files.delete(directory.resolve(DataDirectory.DATABASE));

        try (H2Store store = open()) {
            assertThat(store.runs().keyed(KEY)).contains(keyed(SECOND));
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    /** As after an error between keeping it in the journal and taking note of that. */
    @Test
    void leavesNoRunOutForItsOwnSlot() {
        Home home = Home.inMemory(new MemoryLedger());
        StoreParts parts = new StoreParts(home, StoreSettings.inMemory(), QueryLimit.USUAL);
        try (Session reader = Session.reading(home.database()::connect)) {
            parts.start(false);
            List<RunRecord> first = Samples.records(FIRST, Samples.started(Samples.slotCause(Samples.T0)));
            parts.runs.append(first);
            parts.intake.awaitApplied();
            RunStore forgetful = forgetful(parts, reader);

            assertThat(forgetful.append(Samples.records(SECOND, Samples.started(Samples.slotCause(Samples.T0)))))
                    .containsExactly(SECOND);
            assertThat(forgetful.append(first)).isEmpty();
            assertThat(forgetful.events(FIRST)).isEqualTo(first);
        } finally {
            parts.close();
            home.close();
        }
    }

    @Test
    void leavesNoRunOutForItsOwnKey() {
        Home home = Home.inMemory(new MemoryLedger());
        StoreParts parts = new StoreParts(home, StoreSettings.inMemory(), QueryLimit.USUAL);
        try (Session reader = Session.reading(home.database()::connect)) {
            parts.start(false);
            parts.runs.append(begun(FIRST));
            parts.intake.awaitApplied();
            RunStore forgetful = forgetful(parts, reader);

            assertThat(forgetful.append(begun(SECOND))).containsExactly(SECOND);
            assertThat(forgetful.append(begun(FIRST))).isEmpty();
            assertThat(forgetful.events(FIRST)).isEqualTo(begun(FIRST));
        } finally {
            parts.close();
            home.close();
        }
    }

    private static RunStore forgetful(StoreParts parts, Session reader) {
        Intake intake = parts.intake;
        ProjectionQueue queue = parts.projector.queue();
        Books books = new Books(
                new RunHeads(reader, queue::applied), new SlotBook(intake, reader), new KeyBook(intake, reader));
        return new JournaledRuns(intake, queue, reader, books, new RecordBytes(StoreParts.LONGEST_EVENT, null));
    }

    @Test
    void showsTheKey() {
        try (H2Store store = open()) {
            store.runs().append(begun(FIRST));
            store.runs().append(Samples.records(SECOND, Samples.started("other")));

            assertThat(store.history()
                            .query(
                                    "select idempotency_key from runs order by run_number",
                                    List.of(),
                                    10,
                                    Duration.ofSeconds(10))
                            .rows())
                    .containsExactly(List.of("k"), List.of("other"));
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(directory));
    }

    private static List<RunRecord> begun(RunId run) {
        return Samples.records(run, Samples.started("k"));
    }

    private static KeyedRun keyed(RunId run) {
        return KeyedRun.of(run, (RunStarted) begun(run).get(0).event());
    }
}
