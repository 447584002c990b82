package io.sandglass.store.jdbc;

import static io.sandglass.store.jdbc.Samples.attemptStarted;
import static io.sandglass.store.jdbc.Samples.ended;
import static io.sandglass.store.jdbc.Samples.records;
import static io.sandglass.store.jdbc.Samples.started;
import static io.sandglass.store.jdbc.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.BackupSettings;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.payload.Copies;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.retention.Prune;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Payloads that are too large for records. */
class LargePayloadsTest {
    private static final RunId RUN = new RunId(1_000);
    private static final RunId OTHER = new RunId(1_001);
    private static final Payload LARGE = Payload.of(Map.of("text", "large ".repeat(20_000)));
    private static final Asked BY = new Asked("alice", "to try");

    private final SetClock clock = new SetClock();

    @TempDir
    private Path home;

    @Test
    void keepsEveryKindOfLargePayloadInAFileAndGivesItBackAfterARestart() {
        List<RunRecord> records = records(
                RUN,
                new RunEvent.RunStarted(
                        new WorkflowKey("a", "b"), 1, payload("inputs"), Cause.manual(), Map.of(), Samples.T0),
                attemptStarted("load", 1),
                new RunEvent.NodeSuspended("load", 1, Samples.T0, payload("suspended"), Samples.T0),
                succeeded("load", 1, payload("output")),
                new RunEvent.SignalReceived(Optional.empty(), "go", payload("signal"), BY, Samples.T0),
                new RunEvent.NodeForced("post", NodeStatus.SUCCEEDED, payload("forced"), BY, Samples.T0),
                new RunEvent.RunEnded(RunStatus.SUCCEEDED, payload("outputs"), Optional.empty(), Samples.T0));

        try (H2Store store = open()) {
            store.runs().append(records);
            assertThat(store.runs().events(RUN)).isEqualTo(records);
        }

        assertThat(files()).hasSize(6);
        assertThat(journalBytes()).isLessThan(20_000);
        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).isEqualTo(records);
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void keepsEqualPayloadsOnceAndSmallOnesNowhere() {
        try (H2Store store = open()) {
            store.runs().append(records(RUN, started(Cause.manual()), succeeded("load", 1, LARGE)));
            store.runs().append(records(RUN, 3, succeeded("post", 1, LARGE), succeeded("last", 1, Payload.of("x"))));
            store.runs().append(records(OTHER, started(Cause.manual()), succeeded("load", 1, LARGE)));
            assertThat(store.runs().events(RUN)).hasSize(4);
        }

        assertThat(files()).hasSize(1);
    }

    @Test
    void filesAreForTheirOwnerOnlyAndNamedAfterTheirContent() throws IOException {
        append(RUN);

        Path file = files().get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent().getFileName().toString())
                .isEqualTo(file.getFileName().toString().substring(0, 2));
    }

    @Test
    void aDamagedPayloadCostsOnlyItsRun() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            store.runs().append(records(OTHER, started(Cause.manual())));
        }
        Files.writeString(files().get(0), "something else");

        try (H2Store store = open()) {
            assertThatThrownBy(() -> store.runs().events(RUN))
                    .isInstanceOf(RecordsLost.class)
                    .hasMessageContaining("is damaged")
                    .satisfies(
                            lost -> assertThat(((RecordsLost) lost).lastSeq()).isEqualTo(2));
            assertThat(store.runs().events(OTHER)).hasSize(1);
            assertThat(store.verify().problems()).singleElement().asString().contains("is damaged");
        }
    }

    @Test
    void aMissingPayloadIsNamed() throws IOException {
        append(RUN);
        Path file = files().get(0);
        Files.delete(file);

        try (H2Store store = open()) {
            assertThatThrownBy(() -> store.runs().events(RUN)).hasMessageContaining(file + " is missing");
            assertThat(store.verify().problems()).hasSize(1);
        }
    }

    @Test
    void writesADamagedFileAnewWhenThePayloadComesAgain() throws IOException {
        append(RUN);
        Files.writeString(files().get(0), "something else");

        append(OTHER);

        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).hasSize(2);
        }
    }

    @Test
    void sweepsOnlyWhatIsOldAndNamedByNobody() throws IOException {
        append(RUN);
        Path named = files().get(0);
        Path orphan = named.resolveSibling("0".repeat(64));
        Path draft = named.resolveSibling("1.draft");
        Files.writeString(orphan, "left by a crash");
        Files.writeString(draft, "left by a crash");

        try (H2Store store = open()) {
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
            clock.pass(Duration.ofHours(2));
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isEqualTo(2);
        }

        assertThat(files()).containsExactly(named);
    }

    @Test
    void noFileGoesWhileTheDatabaseHasLessThanItOnceHad() throws Exception {
        append(RUN);
        clock.pass(Duration.ofHours(2));
        try (H2Store store = open();
                Connection administrator = store.administrator();
                Statement statement = administrator.createStatement()) {
            administrator.setAutoCommit(true);
            statement.execute("update applied set seq = seq - 1"); // as if it were made anew of a backup

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
    void aBackupTakesThemAlong() throws IOException {
        append(RUN);
        Path backup = home.resolve("backup.zip");
        try (H2Store store = open()) {
            store.backup(backup);
        }
        Files.delete(files().get(0));

        H2Store.restore(backup, data());

        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).hasSize(2);
            assertThat(store.verify().problems()).isEmpty();
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void aDatabaseMadeAnewNamesTheSameFiles() throws IOException {
        append(RUN);
        Files.delete(data().resolve(DataDirectory.DATABASE));

        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).hasSize(2);
            clock.pass(Duration.ofHours(2));
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();
        }
    }

    @Test
    void acknowledgesNothingWhoseFileCannotBeWritten() throws IOException {
        try (H2Store store = open()) {
            store.runs().append(records(RUN, started(Cause.manual())));
            Files.writeString(data().resolve("payloads"), "in the way");

            assertThatThrownBy(() -> store.runs().append(records(RUN, 2, succeeded("load", 1, LARGE))))
                    .isInstanceOf(StoreUnavailable.class);
            Files.delete(data().resolve("payloads"));
            store.runs().append(records(RUN, 2, succeeded("load", 1, LARGE)));

            assertThat(store.runs().events(RUN)).hasSize(2);
        }
    }

    @Test
    void keepsWhatACopyOfTheDatabaseStillNames() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            store.runs().append(records(RUN, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
            store.backupNow();
            store.prune(everything(Prune.What.RUNS), () -> true);
            clock.pass(Duration.ofHours(2));

            assertThat(store.sweepPayloads(Duration.ofHours(1))).isZero();

            copyOften(store); // without the run, so that the one that names it goes
            assertThat(store.sweepPayloads(Duration.ofHours(1))).isEqualTo(1);
        }
    }

    @Test
    void filesGoAlsoWhereNoServiceLivesAsLongAsTheCopies() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            store.runs().append(records(RUN, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
            store.backupNow();
            store.prune(everything(Prune.What.RUNS), () -> true);
            clock.pass(Duration.ofHours(2));
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
            store.runs().append(records(RUN, 3, ended(RunStatus.SUCCEEDED, Optional.empty())));
            store.backupNow();
            store.prune(everything(Prune.What.RUNS), () -> true);
            clock.pass(Duration.ofHours(2));
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

    @Test
    void aPayloadThatIsWrittenAnewCountsAsNamedAfterACrash() throws IOException {
        PayloadFiles payloads = new PayloadFiles(data(), false, 1, Clock.system());
        byte[] bytes = {1, 2, 3};
        Files.createDirectories(data());
        String stale = PayloadRef.of(bytes, 0, 3).sha256() + " 1";
        Files.writeString(data().resolve("unnamed"), "journal\n" + stale + "\n"); // it went, but that was not kept

        payloads.put(bytes, 0, 3);

        Copies copies = new Copies("journal", () -> 9, 5); // made while a run named it, which is gone by now
        assertThat(payloads.sweep(Instant.now().plusSeconds(60), name -> false, copies))
                .isZero();
    }

    private static void copyOften(H2Store store) {
        for (int copies = 0; copies < BackupSettings.DEFAULT.keep(); copies++) {
            store.specs().save(Samples.WORKFLOW, "body " + copies, "file", Samples.T0);
            store.backupNow();
        }
    }

    @Test
    @Timeout(60)
    void payloadsArePutAndNoneGoesWhileOthersAreCopied() throws Exception {
        PayloadFiles payloads = new PayloadFiles(data(), false, 1, Clock.system());
        byte[] bytes = {1, 2, 3};
        Files.createDirectories(data());
        payloads.put(bytes, 0, 3);
        Instant later = Instant.now().plusSeconds(60);
        try (PayloadFiles.Hold held = payloads.hold()) {
            CompletableFuture<?> put = CompletableFuture.runAsync(() -> {
                payloads.put(bytes, 0, 2);
                payloads.put(bytes, 0, 3);
            });
            put.get(20, TimeUnit.SECONDS);

            assertThat(held.files()).hasSize(2);
            assertThat(payloads.sweep(later, name -> false, new Copies("", () -> 0, Long.MAX_VALUE)))
                    .isZero();
        }

        assertThat(payloads.sweep(later, name -> false, new Copies("", () -> 0, Long.MAX_VALUE)))
                .isEqualTo(2);
    }

    @Test
    void putsNothingAsideBelowItsThreshold() {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(data()).withPayloadThreshold(10 * 1024 * 1024))) {
            store.runs().append(records(RUN, started(Cause.manual()), succeeded("load", 1, LARGE)));
            assertThat(store.runs().events(RUN)).hasSize(2);
        }

        assertThat(files()).isEmpty();
    }

    private static Prune everything(Prune.What what) {
        return new Prune(Optional.empty(), Set.of(RunStatus.SUCCEEDED), Instant.now(), what);
    }

    private static Payload payload(String what) {
        return Payload.of(Map.of(what, "large ".repeat(20_000)));
    }

    private void append(RunId run) {
        try (H2Store store = open()) {
            store.runs().append(records(run, started(Cause.manual()), succeeded("load", 1, LARGE)));
        }
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(data()).with(clock));
    }

    private Path data() {
        return home.resolve("data");
    }

    private List<Path> files() {
        Path payloads = data().resolve("payloads");
        if (!Files.exists(payloads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(payloads)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("unnamed"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it holds, without the zeroes written ahead: those go when it is closed. */
    private long journalBytes() {
        try (Stream<Path> files = Files.list(data().resolve("journal"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
