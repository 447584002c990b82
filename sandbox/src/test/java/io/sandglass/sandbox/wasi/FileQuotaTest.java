package io.sandglass.sandbox.wasi;

import static io.sandglass.sandbox.wasi.FileGuest.CREATE;
import static io.sandglass.sandbox.wasi.FileGuest.DIRECTORY;
import static io.sandglass.sandbox.wasi.FileGuest.IN;
import static io.sandglass.sandbox.wasi.FileGuest.SCRATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.wasi.tree.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that want more than they may have. */
class FileQuotaTest {
    private static final long NOSPC = Problem.NOSPC.errno();

    private final FileGuest guest = FileGuest.withScratch(100);

    @Test
    void filesTogetherStayWithinTheQuota() { // fs_quota
        int one = guest.opening(SCRATCH, "one", CREATE);
        int two = guest.opening(SCRATCH, "two", CREATE);

        assertThat(guest.write(one, "x".repeat(60))).isZero();
        assertThat(guest.write(two, "x".repeat(41))).isEqualTo(NOSPC);
        assertThat(guest.write(two, "x".repeat(40))).isZero();
        assertThat(guest.write(two, "x")).isEqualTo(NOSPC);
        assertThat(guest.sizeOf(SCRATCH, "two")).isEqualTo(40);
    }

    @Test
    void whatIsCutOrRemovedIsFreeAgain() {
        int one = guest.opening(SCRATCH, "one", CREATE);
        guest.write(one, "x".repeat(100));

        assertThat(guest.call("fd_filestat_set_size", one, 40)).isZero();
        int two = guest.opening(SCRATCH, "two", CREATE);
        assertThat(guest.write(two, "x".repeat(60))).isZero();
        guest.path("path_unlink_file", SCRATCH, "two");

        assertThat(guest.writeAt(one, 40, "x")).as("still open").isEqualTo(NOSPC);
        assertThat(guest.call("fd_close", two)).isZero();
        assertThat(guest.writeAt(one, 40, "x".repeat(60))).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 1L << 31, 1L << 40, Long.MAX_VALUE - 1})
    void sparseFilesCountAsIfTheyWereFull(long size) { // allocate_sparse
        int file = guest.opening(SCRATCH, "file", CREATE);

        assertThat(guest.call("fd_allocate", file, size - 1, 1)).isEqualTo(NOSPC);
        assertThat(guest.call("fd_filestat_set_size", file, size)).isEqualTo(NOSPC);
        assertThat(guest.writeAt(file, size - 1, "x")).isEqualTo(NOSPC);
        assertThat(guest.sizeOf(SCRATCH, "file")).isZero();
    }

    @Test
    void sizesBeyondAllRangesAreRefused() {
        int file = guest.opening(SCRATCH, "file", CREATE);

        assertThat(guest.call("fd_allocate", file, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(Problem.FBIG.errno());
        assertThat(guest.call("fd_allocate", file, -1, 1)).isEqualTo(Problem.INVAL.errno());
        assertThat(guest.call("fd_allocate", file, 0, 0)).isEqualTo(Problem.INVAL.errno());
        assertThat(guest.call("fd_filestat_set_size", file, -1)).isEqualTo(Problem.FBIG.errno());
        assertThat(guest.writeAt(file, Long.MAX_VALUE, "x")).isEqualTo(Problem.FBIG.errno());
        assertThat(guest.writeAt(file, -5, "x")).isEqualTo(Problem.INVAL.errno());
        assertThat(guest.readAt(file, -5, 1)).isEqualTo("errno 28");
        assertThat(guest.readAt(file, Long.MAX_VALUE, 1)).isEmpty();
        assertThat(guest.seek(file, Long.MAX_VALUE, 0)).isZero();
        assertThat(guest.seek(file, Long.MAX_VALUE, 1)).isEqualTo(Problem.INVAL.errno());
        assertThat(guest.write(file, "x")).isEqualTo(Problem.FBIG.errno());
    }

    @Test
    void filesAndDirectoriesAreCounted() { // inode_bomb
        for (int i = 0; i < 32; i++) {
            assertThat(guest.path("path_create_directory", SCRATCH, "directory" + i))
                    .isZero();
            guest.call("fd_close", guest.opening(SCRATCH, "directory" + i + "/file", CREATE));
        }

        assertThat(guest.path("path_create_directory", SCRATCH, "more")).isEqualTo(NOSPC);
        assertThat(guest.open(SCRATCH, "more", CREATE, Rights.FD_WRITE)).isEqualTo(NOSPC);
        assertThat(guest.path("path_unlink_file", SCRATCH, "directory0/file")).isZero();
        assertThat(guest.open(SCRATCH, "more", CREATE, Rights.FD_WRITE)).isZero();
    }

    @Test
    void filesWithoutANameAreCountedWhileTheyAreOpen() {
        for (int i = 0; i < 16; i++) {
            guest.opening(SCRATCH, "file", CREATE);
            guest.path("path_unlink_file", SCRATCH, "file");
        }

        for (int i = 0; i < 48; i++) {
            assertThat(guest.path("path_create_directory", SCRATCH, "directory" + i))
                    .isZero();
        }
        assertThat(guest.path("path_create_directory", SCRATCH, "more")).isEqualTo(NOSPC);
    }

    @Test
    void descriptorsAreCounted() { // fd_leak
        for (int i = 0; i < 16; i++) {
            assertThat(guest.opening(IN, i % 2 == 0 ? "a.txt" : ".", 0)).isEqualTo(5 + i);
        }

        assertThat(guest.open(IN, "a.txt", 0, Rights.FD_READ)).isEqualTo(Problem.MFILE.errno());
        assertThat(guest.open(SCRATCH, "file", CREATE, Rights.FD_WRITE)).isEqualTo(Problem.MFILE.errno());
        assertThat(guest.sizeOf(SCRATCH, "file")).isEqualTo(-Problem.NOENT.errno());
        assertThat(guest.call("fd_close", 9)).isZero();
        assertThat(guest.opening(IN, "a.txt", 0)).isEqualTo(9);
    }

    @Test
    void aDirectoryThatWasRemovedTakesNothingMore() {
        guest.path("path_create_directory", SCRATCH, "gone");
        int gone = guest.opening(SCRATCH, "gone", DIRECTORY);
        guest.path("path_remove_directory", SCRATCH, "gone");

        assertThat(guest.open(gone, "file", CREATE, Rights.FD_WRITE)).isEqualTo(Problem.NOENT.errno());
        assertThat(guest.path("path_create_directory", gone, "below")).isEqualTo(Problem.NOENT.errno());
        guest.opening(SCRATCH, "plain", CREATE);
        assertThat(guest.rename(SCRATCH, "plain", gone, "file")).isEqualTo(Problem.NOENT.errno());
        assertThat(guest.left()).containsOnlyKeys("plain");
    }
}
