package io.sandglass.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy counts only if all of it can be read, and is made when it is due (P14, P15). */
class BackupCheckTest {
    @TempDir
    private Path home;

    @Test
    void forgetsNothingForACopyWithADamagedTable() throws IOException {
        try (H2Store store = open()) {
            append(store, 1, 1);
            StoreInternals.backupNow(store);
            for (int i = 0; i < 200; i++) {
                store.specs().save(Samples.WORKFLOW, "body " + i + " x".repeat(2_000), "file", Samples.T0);
            }
        }
        List<Path> before = backups();

        try (H2Store store = open()) {
            append(store, 2, 2);
            damageSpecs();
            append(store, 3, 3);

            assertThatThrownBy(() -> StoreInternals.backupNow(store))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("cannot be read");

            assertThat(backups()).isEqualTo(before);
        }
    }

    @Test
    void passesOverACopyThatChangedSinceItWasMade() throws IOException {
        try (H2Store store = open()) {
            append(store, 1, 3);
            StoreInternals.backupNow(store);
        }
        Path zip = backups().get(0);
        byte[] bytes = Files.readAllBytes(zip);
        Path target = home.resolve("unpacked.mv.db");
        BackupDirectory.extract(zip, target);
        byte[] good = Files.readAllBytes(target);

        for (int at = 100; at < bytes.length - 200; at += 97) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Files.write(zip, damaged);
            if (!refuses(zip, target)) {
                assertThat(target).as("byte %s", at).hasBinaryContent(good);
            }
        }
    }

    @Test
    void isNotDueAgainOnlyBecauseTheServiceWasStarted() throws IOException {
        BackupSettings often = new BackupSettings(Duration.ofHours(6), 500_000, 2);
        try (H2Store store = open(often)) {
            append(store, 1, 400);
            assertThat(StoreInternals.backupIsDue(store)).isTrue();
            StoreInternals.backupNow(store);
            append(store, 401, 410);
            assertThat(StoreInternals.backupIsDue(store)).isFalse();
        }

        try (H2Store store = open(often)) {
            assertThat(StoreInternals.backupIsDue(store)).isFalse();
            append(store, 411, 800);
            assertThat(StoreInternals.backupIsDue(store)).isTrue();
        }
        try (H2Store store = open(often)) {
            assertThat(StoreInternals.backupIsDue(store)).isTrue();
        }
    }

    @Test
    void copiesADatabaseThatWasRebuiltOrUpgraded() throws IOException {
        try (H2Store store = open()) {
            append(store, 1, 3);
        }
        Path database = data().resolve("sandglass.mv.db");
        Files.copy(database, data().resolve("sandglass.before-upgrade-of-version-4.mv.db"));
        Files.writeString(database, "garbage");

        try (H2Store store = open()) {
            StoreInternals.backupNow(store);
            store.backup(home.resolve("saved.zip"));
        }

        assertThat(backups()).hasSize(1);
    }

    @Test
    @Timeout(60)
    void answersEverybodyWhoAsksForABackupAtOnce() throws Exception {
        int people = 4;
        try (H2Store store = open()) {
            append(store, 1, 50);
            var pool = Executors.newFixedThreadPool(2 * people);
            List<Future<?>> own = new ArrayList<>();
            List<Future<?>> shared = new ArrayList<>();
            CountDownLatch together = new CountDownLatch(2 * people);
            for (int i = 0; i < people; i++) {
                Path file = home.resolve("saved-" + i + ".zip");
                own.add(pool.submit(() -> backup(store, file, together)));
                shared.add(pool.submit(() -> backup(store, home.resolve("same.zip"), together)));
            }
            pool.shutdown();

            for (Future<?> each : own) {
                each.get();
            }
            assertThat(shared.stream().filter(BackupCheckTest::worked)).hasSize(1);
            assertThat(backups()).isEmpty();
        }
        for (String name : List.of("saved-0", "saved-1", "saved-2", "saved-3", "same")) {
            Path restored = H2Store.restore(home.resolve(name + ".zip"), home.resolve(name));
            try (H2Store store = H2Store.open(StoreSettings.inDirectory(restored))) {
                assertThat(store.runs().openRuns()).hasSize(50);
            }
        }
    }

    private static boolean backup(H2Store store, Path file, CountDownLatch together) throws InterruptedException {
        together.countDown();
        together.await();
        store.backup(file);
        return true;
    }

    private static boolean worked(Future<?> asked) {
        try {
            asked.get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("same.zip")
                    .hasMessageContaining("name another file");
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean refuses(Path zip, Path target) {
        try {
            Files.deleteIfExists(target);
            BackupDirectory.extract(zip, target);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** As a disk does: the program that has the file open is not told. */
    private void damageSpecs() throws IOException {
        Path file = data().resolve("sandglass.mv.db");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        byte[] garbage = new byte[8_000];
        Arrays.fill(garbage, (byte) 0x5a);
        int places = 0;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            for (int at = text.indexOf("body 100 x x"); at >= 0; at = text.indexOf("body 100 x x", at + 1)) {
                out.seek(at - 4_000);
                out.write(garbage);
                places++;
            }
        }
        assertThat(places).isPositive();
    }

    private static void append(H2Store store, long first, long last) {
        LongStream.rangeClosed(first, last)
                .forEach(run -> store.runs()
                        .append(Samples.records(
                                new RunId(run),
                                Samples.started(Cause.manual()),
                                Samples.attemptStarted("load", 1),
                                Samples.succeeded("load", 1, Payload.of("y".repeat(1_500))))));
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("backups"))) {
            return files.filter(file -> !file.endsWith("sandglass-admin.json"))
                    .sorted()
                    .toList();
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private H2Store open() {
        return open(BackupSettings.DEFAULT);
    }

    private H2Store open(BackupSettings backups) {
        return H2Store.open(StoreSettings.inDirectory(data()).with(backups));
    }
}
