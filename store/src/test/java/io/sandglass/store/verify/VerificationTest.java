package io.sandglass.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.SlotState;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.fixture.Tampering;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.ledger.PluginRow;
import io.sandglass.store.retention.Prune;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sandglass verify} finds, and what it leaves alone. */
class VerificationTest {
    @TempDir
    private Path home;

    @Test
    void findsARunThatOnlyTheJournalKnows() throws Exception {
        write();
        Tampering.change(
                home,
                "delete from run where run_id = 9",
                "delete from node_run where run_id = 9",
                "delete from run_log where run_id = 9");

        assertThat(H2Store.verify(home))
                .satisfies(findings -> assertThat(findings.problems())
                        .singleElement()
                        .asString()
                        .contains("run " + new RunId(9))
                        .contains("is in the journal, but not in the database"));
    }

    @Test
    void findsARecordThatIsAnotherOneInTheJournal() throws Exception {
        write();
        Tampering.change(
                home, "update run_log set records = (select records from run_log where run_id = 2) where run_id = 1");

        assertThat(H2Store.verify(home).problems())
                .singleElement()
                .asString()
                .contains("run " + new RunId(1))
                .contains("is another one in the journal");
    }

    @Test
    void findsAFailureThatIsNotListed() throws Exception {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            store.runs()
                    .append(Samples.records(
                            new RunId(9),
                            Samples.started(Cause.manual()),
                            Samples.attemptStarted("load", 1),
                            Samples.failed("load", 1, Optional.empty())));
        }
        assertThat(H2Store.verify(home).problems()).isEmpty();

        Tampering.change(home, "delete from failure where run_id = 9");

        assertThat(H2Store.verify(home).problems())
                .singleElement()
                .asString()
                .contains("attempt 1 of node 'load' failed, but is missing among the failures");
    }

    @Test
    void findsLostSlotsDocumentsAndTriggers() throws Exception {
        write();
        Tampering.change(home, "delete from slot", "update spec set body = 'another'");

        assertThat(H2Store.verify(home).problems())
                .anyMatch(problem -> problem.startsWith("slot "))
                .anyMatch(problem -> problem.startsWith("revision 1 of workflow finance/settle"))
                .hasSize(2);
    }

    @Test
    void findsPluginsThatAreOthersInTheJournal() throws Exception {
        write();
        try (H2Store store = open()) {
            store.replacePlugins(List.of(plugin("a.jar"), plugin("b.jar")));
        }
        Tampering.change(home, "update plugin set state = 'GONE' where file = 'a.jar'");

        assertThat(H2Store.verify(home).problems())
                .singleElement()
                .asString()
                .contains("plugin a.jar (jar:sha256:1) is not there in the database, but LOADED in the journal");
    }

    private static PluginRow plugin(String file) {
        return new PluginRow(file, "jar", "jar:sha256:1", List.of("x@1"), "LOADED", "", Samples.T0);
    }

    @Test
    void findsNothingWrongRightAfterARestore() throws IOException {
        write();
        Path saved = home.resolve("saved.zip");
        Path own;
        try (H2Store store = open()) {
            store.backup(saved);
            StoreInternals.backupNow(store);
            Samples.append(store.runs(), 10, 10);
            own = only(home.resolve("backups"));
        }
        Path fresh = home.resolve("fresh");
        H2Store.restore(saved, fresh);
        assertThat(H2Store.verify(fresh).problems()).isEmpty();
        assertThat(H2Store.verify(fresh).facts()).contains("journal: none; the next start begins one");
        H2Store.restore(own, home);
        assertThat(H2Store.verify(home).problems()).isEmpty();
    }

    @Test
    void saysThatTheDatabaseIsDamagedAndReadsTheRest() throws IOException {
        write();
        Files.write(home.resolve("sandglass.mv.db"), new byte[0]);

        StoreFindings findings = H2Store.verify(home);

        assertThat(findings.problems()).singleElement().asString().endsWith("is damaged and cannot be read");
        assertThat(findings.facts()).contains("database: the next start makes it from the journal");
    }

    @Test
    void readsTheJournalAndTheBackupWhereTheDatabaseIsGone() throws IOException {
        write();
        Path database = home.resolve("sandglass.mv.db");
        Files.delete(database);

        StoreFindings findings = H2Store.verify(home);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.facts())
                .anyMatch(fact -> fact.startsWith("journal: entries 1 to "))
                .contains("database: the next start makes it from the journal");
        assertThat(database).doesNotExist();
        try (H2Store store = open()) {
            StoreInternals.backupNow(store);
        }
        Files.delete(database);
        assertThat(H2Store.verify(home).facts())
                .anyMatch(fact -> fact.startsWith("database: the next start makes it from the backup"));
    }

    @Test
    void findsPayloadsMissingThatOnlyTheJournalNames() throws IOException {
        write();
        Path database = home.resolve("sandglass.mv.db");
        byte[] before = Files.readAllBytes(database);
        try (H2Store store = open()) {
            store.runs()
                    .append(Samples.records(
                            new RunId(20),
                            Samples.started(Cause.manual()),
                            Samples.succeeded("load", 1, Payload.of("x".repeat(200_000)))));
        }
        Files.write(database, before);
        assertThat(H2Store.verify(home).problems()).isEmpty();
        try (Stream<Path> files = Files.walk(home.resolve("payloads"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        StoreFindings findings = H2Store.verify(home);

        assertThat(findings.problems()).singleElement().asString().contains("missing");
        assertThat(findings.facts()).contains("payloads: 1 files, 1 of them missing or damaged");
    }

    @Test
    void findsNothingWrongAfterRunsWereDeleted() {
        write();
        try (H2Store store = open()) {
            Prune prune = new Prune(
                    Optional.empty(), Set.of(RunStatus.SUCCEEDED), Samples.T0.plusSeconds(60), Prune.What.RUNS);
            assertThat(store.prune(prune, () -> true)).isEqualTo(1);
            assertThat(store.verify().problems()).isEmpty();
        }

        assertThat(H2Store.verify(home).problems()).isEmpty();
    }

    @Test
    void changesNothingOfAHomeThatACrashLeft() throws IOException {
        write();
        Path segment = segment();
        try (RandomAccessFile tail = new RandomAccessFile(segment.toFile(), "rw")) {
            tail.seek(tail.length());
            tail.write("half an entry".getBytes(StandardCharsets.US_ASCII));
        }
        Map<String, String> before = contents();

        StoreFindings findings = H2Store.verify(home);

        assertThat(findings.problems()).isEmpty();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    @Timeout(60)
    void isNotAlarmedByWhatIsForgottenAndWrittenMeanwhile() throws Exception {
        try (H2Store store = open()) {
            Samples.append(store.runs(), 1, 200);
            AtomicBoolean on = new AtomicBoolean(true);
            var pool = Executors.newFixedThreadPool(2);
            Future<?> writing = pool.submit(() -> {
                for (long run = 1_000; on.get(); run++) {
                    Samples.append(store.runs(), run, run);
                }
            });
            Future<?> forgetting = pool.submit(() -> {
                while (on.get()) {
                    StoreInternals.backupNow(store);
                }
            });

            try {
                for (int i = 0; i < 5; i++) {
                    assertThat(store.verify().problems()).isEmpty();
                }
            } finally {
                on.set(false);
                pool.shutdown();
            }
            writing.get();
            forgetting.get();
        }
    }

    private void write() {
        try (H2Store store = open()) {
            store.specs().save(Samples.WORKFLOW, "body", "file", Samples.T0);
            store.triggers().recordSlot(Samples.slotCause(Samples.T0).slot().orElseThrow(), SlotState.SKIPPED, "late");
            Samples.append(store.runs(), 1, 3);
            store.runs()
                    .append(Samples.records(
                            new RunId(9),
                            Samples.started(Cause.manual()),
                            Samples.ended(RunStatus.SUCCEEDED, Optional.empty())));
        }
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private Path segment() throws IOException {
        try (Stream<Path> segments = Files.list(home.resolve(OpenedJournal.DIRECTORY))) {
            return segments.filter(file -> file.toString().endsWith(".journal"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** Every file's time, and its bytes as text. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                String bytes = Files.isDirectory(file) ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
                contents.put(home.relativize(file).toString(), time + " " + bytes);
            }
        }
        return contents;
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(home));
    }
}
