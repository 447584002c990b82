package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.backup.BackupSettings;
import io.sandglass.store.backup.DatabaseCopy;
import io.sandglass.store.backup.ScheduledBackups;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.fixture.Awaiting;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.projection.ProjectionSettings;
import io.sandglass.store.schema.Schema;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors in the threads of a store (C4, C5): they go on, and say what struck them. */
class StruckThreadsTest {
    @TempDir
    private Path directory;

    private final AtomicReference<String> struck = new AtomicReference<>("");

    @Test
    void theHistoryFollowsAgainAfterAnErrorInItsThread() {
        StoreSettings settings = StoreSettings.inMemory().with(new ProjectionSettings(Duration.ZERO, 1, 1_000_000));
        Home home = Home.inMemory(striking(new MemoryLedger()));
        try (H2Store store = StoreOpening.open(home, settings, QueryLimit.USUAL)) {
            append(store, 1);
            Awaiting.until(() -> store.projectionLag().records() == 0);

            struck.set("harden");
            append(store, 2);
            Awaiting.until(() -> store.projectionLag().trouble().isPresent());
            assertThat(store.projectionLag().trouble().orElseThrow()).contains("Java heap space");
            Awaiting.until(() -> store.projectionLag().trouble().isEmpty());

            assertThat(store.projectionLag().records()).isZero();
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void copiesAreMadeAgainAfterAnErrorInTheirThread() throws IOException {
        H2Store.open(StoreSettings.inDirectory(directory)).close();
        try (DataDirectory data = DataDirectory.open(directory)) {
            Ledger ledger = striking(new MemoryLedger());
            JournalId journal = JournalId.read(data.file(OpenedJournal.ID)).orElseThrow();
            DatabaseFile file = new DatabaseFile(data, "async:", Schema.CURRENT);
            DatabaseCopy copy = new DatabaseCopy(data, file, ledger, journal, new Sessions());
            try (ScheduledBackups taker = new ScheduledBackups(
                    data, copy, new OpenedJournal(journal, ledger), BackupSettings.DEFAULT, Clock.system())) {
                struck.set("lastSeq");

                assertThat(taker.looked(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(60));
                assertThat(taker.trouble().orElseThrow()).contains("Java heap space");

                taker.looked(Duration.ofSeconds(60));
                assertThat(taker.trouble()).isEmpty();
            }
        }
    }

    /** Once, whoever calls what is to be struck next. */
    private Ledger striking(Ledger ledger) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (struck.compareAndSet(method.getName(), "")) {
                throw new OutOfMemoryError("Java heap space");
            }
            try {
                return method.invoke(ledger, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        Class<?>[] faces = {Ledger.class};
        return (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(), faces, handler);
    }

    private static void append(H2Store store, long run) {
        store.runs()
                .append(Samples.records(
                        new RunId(run),
                        Samples.started(Cause.manual()),
                        Samples.attemptStarted("load", 1),
                        Samples.succeeded("load", 1, Payload.of("x"))));
    }
}
