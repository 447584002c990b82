package io.sandglass.store.payload;

import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Payloads that are too large for records. */
class LargePayloadsTest extends LargePayloadsFixture {
    private static final Asked BY = new Asked("alice", "to try");

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
            store.runs().append(records(RUN, started(Cause.manual()), succeeded("load", 1, large())));
            store.runs().append(records(RUN, 3, succeeded("post", 1, large()), succeeded("last", 1, Payload.of("x"))));
            store.runs().append(records(OTHER, started(Cause.manual()), succeeded("load", 1, large())));
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
    void noBackupIsRestoredInWhichAPayloadHasChanged() throws IOException {
        append(RUN);
        Path backup = home.resolve("backup.zip");
        try (H2Store store = open()) {
            store.backup(backup);
        }
        flipABitOfThePayload(backup);

        assertThatThrownBy(() -> H2Store.restore(backup, home.resolve("other")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the checksum of payloads/");

        assertThat(home.resolve("other")).doesNotExist();
    }

    /** In a zip file whose content is not compressed: else unpacking it would fail. */
    private static void flipABitOfThePayload(Path backup) throws IOException {
        Path stored = backup.resolveSibling("stored.zip");
        byte[] payload = {};
        try (ZipFile in = new ZipFile(backup.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(stored))) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setMethod(ZipEntry.STORED);
                copy.setSize(bytes.length);
                copy.setCrc(entry.getCrc());
                out.putNextEntry(copy);
                out.write(bytes);
                payload = entry.getName().startsWith("payloads/") ? bytes : payload;
            }
        }
        String file = new String(Files.readAllBytes(stored), StandardCharsets.ISO_8859_1);
        byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);
        bytes[file.indexOf(new String(payload, StandardCharsets.ISO_8859_1))] ^= 1;
        Files.write(backup, bytes);
    }

    @Test
    void leavesAPayloadInItsRecordWhoseFileCannotBeWritten() throws IOException {
        List<RunRecord> records = records(RUN, started(Cause.manual()), succeeded("load", 1, large()));
        try (H2Store store = open()) {
            Files.writeString(data().resolve("payloads"), "in the way");

            store.runs().append(records);
            Files.delete(data().resolve("payloads"));
            store.runs().append(records(OTHER, started(Cause.manual()), succeeded("load", 1, large())));

            assertThat(store.runs().events(RUN)).isEqualTo(records);
            assertThat(store.verify().problems()).isEmpty();
        }
        assertThat(files()).hasSize(1);
        try (H2Store store = open()) {
            assertThat(store.runs().events(RUN)).isEqualTo(records);
        }
    }

    @Test
    void aPayloadThatIsKeptMayLeaveMemory() {
        Payload payload = payload("output");
        assertThat(payload.memory()).isGreaterThan(100_000);

        try (H2Store store = open()) {
            store.runs().append(records(RUN, started(Cause.manual()), succeeded("load", 1, payload)));

            assertThat(payload.memory()).isLessThan(100);
            assertThat(payload).isEqualTo(payload("output"));
            assertThat(output(store).memory()).isLessThan(100);
            assertThat(output(store)).isEqualTo(payload);
        }
    }

    @Test
    void aPayloadThatIsNotKeptStaysInMemory() {
        Payload payload = payload("output");
        try (H2Store store = open()) {
            store.runs().append(records(RUN, started(Cause.manual())));

            assertThatThrownBy(() -> store.runs().append(records(RUN, 3, succeeded("load", 1, payload))))
                    .isInstanceOf(RecordRefused.class);
        }

        assertThat(payload.memory()).isGreaterThan(100_000);
    }

    @Test
    void aRecordWhosePayloadIsGoneIsRefusedForGood() {
        Payload payload = payload("output");
        payload.mayLeave(() -> {
            throw new PayloadDamaged("the payload is gone");
        });
        assertThatThrownBy(() -> List.of(new long[Integer.MAX_VALUE - 8], new long[Integer.MAX_VALUE - 8]))
                .isInstanceOf(OutOfMemoryError.class); // before which it has left

        try (H2Store store = open()) {
            store.runs().append(records(RUN, started(Cause.manual())));

            assertThatThrownBy(() -> store.runs().append(records(RUN, 2, succeeded("load", 1, payload))))
                    .isInstanceOf(RecordRefused.class)
                    .hasMessageContaining("the payload is gone");
        }
    }

    @Test
    void putsSmallOnesAsideTooWhileMemoryIsShort() {
        Payload small = Payload.of(Map.of("text", "x".repeat(2_000)));
        Payload later = Payload.of(Map.of("text", "y".repeat(2_000)));
        try (H2Store store = open()) {
            store.runs().append(records(RUN, started(Cause.manual())));

            store.runs().spareMemory(true);
            store.runs().append(records(RUN, 2, succeeded("load", 1, small)));
            store.runs().spareMemory(false);
            store.runs().append(records(RUN, 3, succeeded("post", 1, later)));
        }

        assertThat(small.memory()).isLessThan(100);
        assertThat(later.memory()).isGreaterThan(2_000);
        assertThat(files()).hasSize(1);
    }

    @Test
    void putsNothingAsideBelowItsThreshold() {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(data()).withPayloadThreshold(10 * 1024 * 1024))) {
            store.runs().append(records(RUN, started(Cause.manual()), succeeded("load", 1, large())));
            assertThat(store.runs().events(RUN)).hasSize(2);
        }

        assertThat(files()).isEmpty();
    }

    private static Payload output(H2Store store) {
        return ((RunEvent.NodeSucceeded) store.runs().events(RUN).get(1).event()).output();
    }

    private static Payload payload(String what) {
        return Payload.of(Map.of(what, "large ".repeat(20_000)));
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
