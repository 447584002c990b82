package io.sandglass.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of payloads without the store that names them. */
class PayloadFilesTest {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    private Path directory;

    private PayloadFiles payloads;

    @BeforeEach
    void open() {
        payloads = new PayloadFiles(directory, 1, Clock.system());
    }

    @Test
    void aPayloadThatIsWrittenAnewCountsAsNamedAfterACrash() throws IOException {
        String stale = PayloadRef.of(BYTES, 0, 3).sha256() + " 1";
        Files.writeString(directory.resolve("unnamed"), "journal\n" + stale + "\n"); // it went, but that was not kept

        payloads.put(BYTES, 0, 3);

        Copies copies = new Copies("journal", () -> 9, 5); // made while a run named it, which is gone by now
        assertThat(payloads.sweep(Instant.now().plusSeconds(60), name -> false, copies))
                .isZero();
    }

    @Test
    void aPayloadThatCannotBeWrittenTakesNoRoom() throws IOException {
        String sha256 = PayloadRef.of(BYTES, 0, 3).sha256();
        Path prefix = directory.resolve(sha256.substring(0, 2));
        Files.createDirectories(prefix.resolve(sha256).resolve("in the way"));

        assertThat(payloads.put(BYTES, 0, 3)).isEmpty();

        assertThat(prefix).isDirectoryNotContaining(file -> !file.endsWith(sha256));
        assertThat(directory.resolve("drafts")).isEmptyDirectory();
    }

    @Test
    void onlyAFileThatIsNotThereIsMissing() throws IOException {
        PayloadRef ref = payloads.put(BYTES, 0, 3).orElseThrow();
        Path file = payloads.files().get(0);
        Files.delete(file);

        assertThatThrownBy(() -> payloads.get(ref)).isInstanceOf(PayloadDamaged.class);
        Files.createDirectory(file); // which cannot be opened, as a file when too many are open
        assertThatThrownBy(() -> payloads.get(ref)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aFileThatIsNamedAgainStaysAlthoughNobodyReadIt() throws IOException {
        PayloadRef named = payloads.put(BYTES, 0, 3).orElseThrow();
        PayloadRef other = payloads.put(BYTES, 0, 2).orElseThrow();
        Instant hourAgo = Instant.now().minusSeconds(3_600);
        for (Path file : payloads.files()) {
            Files.writeString(file, "not what was put"); // so that reading it would fail
            Files.setLastModifiedTime(file, FileTime.from(hourAgo.minusSeconds(1)));
        }

        assertThat(payloads.nameAgain(named)).isTrue();

        assertThat(payloads.sweep(hourAgo, name -> false, new Copies("", () -> 0, Long.MAX_VALUE)))
                .isEqualTo(1);
        assertThat(payloads.nameAgain(named)).isTrue();
        assertThat(payloads.nameAgain(other)).isFalse();
    }

    @Test
    void aFileThatIsNamedAgainSurvivesACrashWhileABackupNamesIt() throws IOException {
        PayloadRef ref = payloads.put(BYTES, 0, 3).orElseThrow();
        Files.writeString(directory.resolve("unnamed"), "journal\n" + ref.sha256() + " 1\n");
        PayloadFiles next = new PayloadFiles(directory, 1, Clock.system());

        assertThat(next.nameAgain(ref)).isTrue();

        assertThat(next.sweep(Instant.now().plusSeconds(60), name -> false, new Copies("journal", () -> 9, 5)))
                .isZero();
    }

    @Test
    void aFileOfAnEarlierProcessIsNamedAgainButNotTakenForWhole() throws IOException {
        PayloadRef ref = payloads.put(BYTES, 0, 3).orElseThrow();
        Path file = payloads.files().get(0);
        Files.write(file, new byte[] {3, 2, 1});
        PayloadFiles next = new PayloadFiles(directory, 1, Clock.system());

        assertThat(next.nameAgain(ref)).isTrue();
        assertThat(next.put(BYTES, 0, 3)).contains(ref);

        assertThat(next.get(ref)).isEqualTo(BYTES);
        Files.write(file, new byte[] {1});
        assertThat(new PayloadFiles(directory, 1, Clock.system()).nameAgain(ref))
                .isFalse();
    }

    @Test
    void forgetsNothingOfFilesThatNobodyNamesBecauseThatCannotBeRead() throws IOException {
        PayloadRef ref = payloads.put(BYTES, 0, 3).orElseThrow();
        Files.createDirectory(directory.resolve("unnamed")); // which cannot be opened, as when too many files are
        PayloadFiles next = new PayloadFiles(directory, 1, Clock.system());

        assertThat(next.nameAgain(ref)).isFalse();
    }

    @Test
    @Timeout(60)
    void payloadsArePutAndNoneGoesWhileOthersAreCopied() throws Exception {
        payloads.put(BYTES, 0, 3);
        Instant later = Instant.now().plusSeconds(60);
        try (PayloadFiles.Hold held = payloads.hold()) {
            CompletableFuture<?> put = CompletableFuture.runAsync(() -> {
                payloads.put(BYTES, 0, 2);
                payloads.put(BYTES, 0, 3);
            });
            put.get(20, TimeUnit.SECONDS);

            assertThat(held.files()).hasSize(2);
            assertThat(payloads.sweep(later, name -> false, new Copies("", () -> 0, Long.MAX_VALUE)))
                    .isZero();
        }

        assertThat(payloads.sweep(later, name -> false, new Copies("", () -> 0, Long.MAX_VALUE)))
                .isEqualTo(2);
    }
}
