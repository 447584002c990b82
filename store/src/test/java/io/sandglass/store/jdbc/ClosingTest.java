package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.DatabaseCopy;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.fixture.EndlessLedger;
import io.sandglass.store.fixture.FaultyDisk;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.ledger.LedgerView;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.ledger.ViewedLedger;
import io.sandglass.store.schema.Schema;
import io.sandglass.store.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store closes soon, whatever is under way. */
class ClosingTest {
    private static final RunId RUN = new RunId(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @BeforeEach
    void register() {
        FaultyDisk.register();
    }

    @AfterEach
    void repair() {
        FaultyDisk.repair();
    }

    @Test
    @Timeout(120)
    void waitsForNoCopyThatDoesNotEnd() throws Exception {
        StoreSettings settings = StoreSettings.inDirectory(directory);
        H2Store store = StoreOpening.open(settings, FaultyDisk.SCHEME);
        append(store);
        CountDownLatch reached = FaultyDisk.holdBackups();
        CompletableFuture<Void> copy = new CompletableFuture<>();
        new Thread(() -> complete(copy, store::backupNow), "slow-copy").start();
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

        Instant before = Instant.now();
        store.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(SOON);
        FaultyDisk.repair();
        assertThatThrownBy(() -> copy.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreUnavailable.class);
        try (H2Store again = H2Store.open(settings)) {
            assertThat(again.runs().events(RUN)).hasSize(1);
            assertThat(directory.resolve("backups")).isEmptyDirectory();
        }
    }

    @Test
    void makesNoCopyOnceItCloses() throws IOException {
        H2Store.open(StoreSettings.inDirectory(directory)).close();
        try (DataDirectory data = DataDirectory.open(directory)) {
            JournalId journal = JournalId.read(data.file(OpenedJournal.ID)).orElseThrow();
            DatabaseFile file = new DatabaseFile(data, "async:", Schema.CURRENT);
            DatabaseCopy copies = new DatabaseCopy(data, file, new MemoryLedger(), journal, new Sessions());

            copies.close();

            assertThatThrownBy(() -> copies.inTurn(() -> "done"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("closing");
        }
    }

    @Test
    @Timeout(120)
    void waitsForNoDatabaseThatIsFarBehind() {
        H2Store store =
                StoreOpening.open(Home.inMemory(new EndlessLedger()), StoreSettings.inMemory(), QueryLimit.USUAL);
        store.triggers().advance(Samples.TRIGGER, Optional.empty());

        Instant before = Instant.now();
        store.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(SOON);
    }

    @Test
    void breaksOffComparing() {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(directory))) {
            append(store);
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            DatabaseFile file = new DatabaseFile(data, "async:", Schema.CURRENT);
            Cancellation cancellation = new Cancellation();
            LedgerView ledger = closingAtTheFirstEntry(ViewedLedger.of(data), cancellation);
            try (Session reader = new Session(file.database(data.databaseFile())::look)) {
                Verification verification = new Verification(ledger, reader, "it", Optional.empty(), cancellation);

                assertThatThrownBy(verification::run)
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("closing");
            }
        }
    }

    private static LedgerView closingAtTheFirstEntry(LedgerView ledger, Cancellation cancellation) {
        return new LedgerView() {
            @Override
            public long lastSeq() {
                return ledger.lastSeq();
            }

            @Override
            public long firstSeq() {
                return ledger.firstSeq();
            }

            @Override
            public void replay(long after, Reader reader) {
                cancellation.ask();
                ledger.replay(after, reader);
            }
        };
    }

    private static void complete(CompletableFuture<Void> future, Runnable work) {
        try {
            work.run();
            future.complete(null);
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    private static void append(H2Store store) {
        store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
    }
}
