package io.sandglass.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restore leaves when it works, when it fails, and when it is broken off. */
class RestoreTest {
    @TempDir
    private Path home;

    @Test
    void neverMovesTheDirectoryItselfWhichMayBeAMountPointOrALink() throws IOException {
        Path saved = saved();
        Path real = Files.move(data(), home.resolve("another-disk"));
        Files.createSymbolicLink(data(), real);

        Path aside = Restore.run(saved, data(), (from, to) -> {
            assertThat(from).isNotEqualTo(real);
            assertThat(from.startsWith(real) && to.startsWith(real)).isTrue();
            Restore.Mover.RENAME.move(from, to);
        });

        assertThat(data()).isSymbolicLink();
        assertThat(openRuns(data())).isEqualTo(1);
        assertThat(openRuns(aside)).isEqualTo(2);
    }

    @Test
    void leavesEverythingAsItWasWhereverItFails() throws IOException {
        Path saved = saved();
        List<String> before = names();
        int failAt = 0;
        boolean failed = true;
        while (failed) {
            failed = failsAt(saved, failAt++);
            if (failed) {
                assertThat(names()).isEqualTo(before);
                assertThat(openRuns(data())).isEqualTo(2);
            }
        }

        assertThat(failAt).isGreaterThan(before.size());
        assertThat(openRuns(data())).isEqualTo(1);
    }

    @Test
    void opensNoStoreInTheMiddleOfARestoreAndPutsThingsInOrderAfterwards() throws IOException {
        Path saved = saved();
        AtomicInteger moves = new AtomicInteger();
        Path[] left = {home.resolve("left")};
        Restore.run(saved, data(), (from, to) -> {
            if (moves.incrementAndGet() == 4) {
                copy(data(), left[0]); // what a crash would leave now
            }
            Restore.Mover.RENAME.move(from, to);
        });

        assertThatThrownBy(() -> openRuns(left[0]))
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("broken off")
                .hasMessageContaining("sandglass restore");

        Path aside = H2Store.restore(saved, left[0]);
        assertThat(openRuns(left[0])).isEqualTo(1);
        assertThat(openRuns(aside)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "backups", "before-restore-2026", "before-restore-20260101T000000Z/.."})
    void touchesNothingWhereTheNameOfWhatWasThereIsLost(String name) throws IOException {
        Path saved = saved();
        Files.writeString(data().resolve("restore.unfinished"), name);
        List<String> before = names();

        assertThatThrownBy(() -> H2Store.restore(saved, data()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("nothing was touched");

        assertThat(names()).isEqualTo(before);
        Files.delete(data().resolve("restore.unfinished"));
        assertThat(openRuns(data())).isEqualTo(2);
    }

    @Test
    void leavesEverythingAsItWasIfItCannotSayThatItHasBegun() throws IOException {
        Path saved = saved();
        Path inTheWay = Files.createDirectories(data().resolve("restore.unfinished.new/in the way"));
        List<String> before = names();

        assertThatThrownBy(() -> H2Store.restore(saved, data())).isInstanceOf(StoreUnavailable.class);

        assertThat(names()).isEqualTo(before);
        assertThat(openRuns(data())).isEqualTo(2);
        Files.delete(inTheWay);
        H2Store.restore(saved, data());
        assertThat(openRuns(data())).isEqualTo(1);
    }

    @Test
    void goesOnFromACopyThatTheStoreMadeForItself() throws IOException {
        byte[] large = new byte[100_000];
        try (H2Store store = open(data())) {
            append(store, 1, Payload.of(new String(large, java.nio.charset.StandardCharsets.US_ASCII)));
            StoreInternals.backupNow(store);
            append(store, 2, Payload.EMPTY);
        }
        Path copy;
        try (Stream<Path> copies = Files.list(data().resolve("backups"))
                .filter(file -> file.toString().endsWith(".zip"))) {
            copy = copies.findFirst().orElseThrow();
        }

        H2Store.restore(copy, data());

        assertThat(openRuns(data())).isEqualTo(2);
        assertThat(H2Store.verify(data()).problems()).isEmpty();
        try (H2Store store = open(data())) {
            assertThat(store.runs().events(new RunId(1))).hasSize(3);
        }
    }

    @Test
    void leavesNothingOfADirectoryThatItCouldNotFill() throws IOException {
        Path file = Files.writeString(home.resolve("saved.zip"), "garbage");

        assertThatThrownBy(() -> H2Store.restore(file, home.resolve("new")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("it is no backup");
        assertThatThrownBy(() -> H2Store.restore(home.resolve("gone.zip"), home.resolve("new")))
                .hasMessageContaining("gone.zip does not exist");

        assertThat(home.resolve("new")).doesNotExist();
    }

    private boolean failsAt(Path saved, int move) {
        AtomicInteger moves = new AtomicInteger();
        try {
            Restore.run(saved, data(), (from, to) -> {
                if (moves.getAndIncrement() == move) {
                    throw new FileSystemException(from.toString(), to.toString(), "Device or resource busy");
                }
                Restore.Mover.RENAME.move(from, to);
            });
            return false;
        } catch (StoreUnavailable e) {
            assertThat(e).hasMessageContaining("Device or resource busy");
            return true;
        }
    }

    /** A backup of one run; there are two since. */
    private Path saved() {
        Path saved = home.resolve("saved.zip");
        try (H2Store store = open(data())) {
            append(store, 1, Payload.EMPTY);
            store.backup(saved);
            append(store, 2, Payload.EMPTY);
        }
        return saved;
    }

    private static void append(H2Store store, long run, Payload payload) {
        store.runs()
                .append(Samples.records(
                        new RunId(run),
                        Samples.started(Cause.manual()),
                        Samples.attemptStarted("load", 1),
                        Samples.succeeded("load", 1, payload)));
    }

    private static int openRuns(Path directory) {
        try (H2Store store = open(directory)) {
            return store.runs().openRuns().size();
        }
    }

    private static H2Store open(Path directory) {
        return H2Store.open(StoreSettings.inDirectory(directory));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(data())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private Path data() {
        return home.resolve("data");
    }
}
