package io.sandglass.store.payload;

import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.RunStatus;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.BackupSettings;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.retention.Prune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the files of large payloads go. */
class PayloadSweepTest extends LargePayloadsFixture {
    @Test
    void sweepsOnlyWhatIsOldAndNamedByNobody() throws IOException {
        append(RUN);
        Path named = files().get(0);
        Path orphan = named.resolveSibling("0".repeat(64));
        Files.writeString(orphan, "left by a crash");

        try (H2Store store = open()) {
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
            clock.pass(Duration.ofHours(2));
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isEqualTo(1);
        }

        assertThat(files()).containsExactly(named);
    }

    @Test
    void whatWasBeingWrittenWhenAProcessDiedGoesAtTheNextStart() throws IOException {
        append(RUN);
        Path named = files().get(0);
        Path drafts = named.getParent().resolveSibling("drafts");
        Files.writeString(drafts.resolve("1.draft"), "left by a crash");

        open().close();

        assertThat(files()).containsExactly(named);
        assertThat(drafts).isEmptyDirectory();
    }

    @Test
    void noFileGoesWhileTheDatabaseHasLessThanItOnceHad() throws Exception {
        append(RUN);
        clock.pass(Duration.ofHours(2));
        try (H2Store store = open();
                Connection administrator = StoreInternals.administrator(store);
                Statement statement = administrator.createStatement()) {
            administrator.setAutoCommit(true);
            statement.execute("update applied set seq = seq - 1"); // as if it were rebuilt from a backup

            assertThatThrownBy(() -> store.sweepPayloads(Duration.ofHours(1))).isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void filesGoOnceTheLastRunThatNamesThemIsDeleted() throws IOException {
        append(RUN);
        append(OTHER);
        clock.pass(Duration.ofHours(2));

        try (H2Store store = open()) {
            store.runs().append(records(RUN, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
            store.prune(everything(Prune.What.RUNS), () -> true);
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
            store.runs().append(records(OTHER, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
            store.prune(everything(Prune.What.PAYLOADS), () -> true);
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isEqualTo(1);
        }
    }

    @Test
    void aRebuiltDatabaseNamesTheSameFiles() throws IOException {
        append(RUN);
        Files.delete(data().resolve(DataDirectory.DATABASE));

        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).hasSize(2);
            clock.pass(Duration.ofHours(2));
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
        }
    }

    @Test
    void keepsWhatACopyOfTheDatabaseStillNames() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            forgetAllButACopy(store);

            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();

            copyOften(store); // without the run, so that the one that names it goes
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isEqualTo(1);
        }
    }

    @Test
    void filesGoAlsoWhereNoServiceLivesAsLongAsTheCopies() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            forgetAllButACopy(store);
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
        }

        try (H2Store store = open()) {
            copyOften(store);
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNamedAgainCountsAsNamedAfterACrash() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            forgetAllButACopy(store);
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
        }
        append(OTHER);

        try (H2Store store = open()) {
            store.runs().append(records(OTHER, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
            copyOften(store); // with the run that names it again
            store.prune(everything(Prune.What.RUNS), () -> true);
            clock.pass(Duration.ofHours(2));
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
        }
    }

    /** The run goes, and a copy of the database still names its file. */
    private void forgetAllButACopy(H2Store store) {
        store.runs().append(records(RUN, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
        StoreInternals.backupNow(store);
        store.prune(everything(Prune.What.RUNS), () -> true);
        clock.pass(Duration.ofHours(2));
    }

    private static void copyOften(H2Store store) {
        for (int copies = 0; copies < BackupSettings.DEFAULT.keep(); copies++) {
            store.specs().save(Samples.WORKFLOW, "body " + copies, "file", Samples.T0);
            StoreInternals.backupNow(store);
        }
    }

    private static Prune everything(Prune.What what) {
        return new Prune(Optional.empty(), Set.of(RunStatus.SUCCEEDED), Instant.now(), what);
    }
}
