package io.sandglass.sandbox.wasi;

import static io.sandglass.sandbox.wasi.FileGuest.ALL;
import static io.sandglass.sandbox.wasi.FileGuest.CREATE;
import static io.sandglass.sandbox.wasi.FileGuest.DIRECTORY;
import static io.sandglass.sandbox.wasi.FileGuest.EXCLUSIVE;
import static io.sandglass.sandbox.wasi.FileGuest.IN;
import static io.sandglass.sandbox.wasi.FileGuest.RESULT;
import static io.sandglass.sandbox.wasi.FileGuest.SCRATCH;
import static io.sandglass.sandbox.wasi.FileGuest.TRUNCATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.wasi.tree.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCallsTest {
    private final FileGuest guest = FileGuest.withScratch(100_000);

    @Test
    void readsInputs() {
        int file = guest.opening(IN, "data/b.csv", 0);

        assertThat(guest.read(file, 2)).isEqualTo("1;");
        assertThat(guest.read(file, 10)).isEqualTo("2");
        assertThat(guest.read(file, 10)).isEmpty();
        assertThat(guest.readAt(file, 2, 10)).isEqualTo("2");
        assertThat(guest.sizeOf(IN, "data/b.csv")).isEqualTo(3);
        assertThat(guest.sizeOf(IN, "data")).isZero();
    }

    @Test
    void changesNoInput() {
        long readOnly = Problem.ROFS.errno();

        assertThat(guest.open(IN, "a.txt", 0, Rights.FD_WRITE)).isEqualTo(readOnly);
        assertThat(guest.open(IN, "a.txt", TRUNCATE, Rights.FD_READ)).isEqualTo(readOnly);
        assertThat(guest.open(IN, "new", CREATE, Rights.FD_READ)).isEqualTo(readOnly);
        assertThat(guest.path("path_unlink_file", IN, "a.txt")).isEqualTo(readOnly);
        assertThat(guest.path("path_create_directory", IN, "new")).isEqualTo(readOnly);
        assertThat(guest.path("path_remove_directory", IN, "data")).isEqualTo(readOnly);
        assertThat(guest.rename(IN, "a.txt", SCRATCH, "a.txt")).isEqualTo(readOnly);
        assertThat(guest.rename(IN, "a.txt", IN, "c.txt")).isEqualTo(readOnly);

        int file = guest.opening(IN, "a.txt", 0);
        assertThat(guest.write(file, "x")).isEqualTo(Problem.BADF.errno());
        assertThat(guest.call("fd_filestat_set_size", file, 0)).isEqualTo(readOnly);
        assertThat(guest.call("fd_allocate", file, 0, 100)).isEqualTo(readOnly);
        assertThat(guest.call("fd_filestat_set_times", file, 1, 1, 5)).isEqualTo(readOnly);
        assertThat(guest.read(file, 10)).isEqualTo("hello");
    }

    @Test
    void writesWhereItIsAndWhereItIsTold() {
        int file = guest.opening(SCRATCH, "file", CREATE);

        assertThat(guest.write(file, "hello ")).isZero();
        assertThat(guest.write(file, "world")).isZero();
        assertThat(guest.writeAt(file, 0, "J")).isZero();
        assertThat(guest.seek(file, -5, 2)).isZero();
        assertThat(guest.memory().readLong(RESULT)).isEqualTo(6);
        assertThat(guest.read(file, 100)).isEqualTo("world");
        assertThat(guest.call("fd_tell", file, RESULT)).isZero();
        assertThat(guest.memory().readLong(RESULT)).isEqualTo(11);

        assertThat(guest.left().get("file")).asString(UTF_8).isEqualTo("Jello world");
    }

    @Test
    void holesReadAsZerosAlsoAfterAFileWasCut() {
        int file = guest.opening(SCRATCH, "file", CREATE);
        guest.write(file, "x".repeat(9_000));

        assertThat(guest.call("fd_filestat_set_size", file, 5_000)).isZero();
        assertThat(guest.call("fd_filestat_set_size", file, 20_000)).isZero();
        assertThat(guest.writeAt(file, 19_999, "y")).isZero();

        byte[] left = guest.left().get("file");
        assertThat(new String(left, UTF_8)).isEqualTo("x".repeat(5_000) + "\0".repeat(14_999) + "y");
        assertThat(guest.readAt(file, 4_999, 3)).isEqualTo("x\0\0");
    }

    @Test
    void appends() {
        guest.write(guest.opening(SCRATCH, "file", CREATE), "one");
        int file = guest.opening(SCRATCH, "file", 0);

        assertThat(guest.call("fd_fdstat_set_flags", file, 1)).isZero();
        assertThat(guest.write(file, "two")).isZero();
        assertThat(guest.call("fd_fdstat_set_flags", file, 32)).isEqualTo(Problem.INVAL.errno());

        assertThat(guest.left().get("file")).asString(UTF_8).isEqualTo("onetwo");
    }

    @ParameterizedTest
    @CsvSource({
        "absent, 0, 44", // plain
        "absent, 2, 44", // directory
        "absent, 3, 28", // create and directory
        "file, 2, 54",
        "file, 5, 20", // create, exclusive
        "directory, 8, 31", // truncate
        "directory, 0, 31", // to be written
        "directory, 2, 0",
        "file/below, 1, 54",
        "absent/below, 1, 44",
        "file, 16, 28",
        "., 2, 0"
    })
    void opensAsTold(String path, int how, int errno) {
        guest.opening(SCRATCH, "file", CREATE | EXCLUSIVE);
        guest.path("path_create_directory", SCRATCH, "directory");

        assertThat(guest.open(SCRATCH, path, how, Rights.FD_READ | Rights.FD_WRITE))
                .isEqualTo(errno);
    }

    @Test
    void cutsWhatItOpens() {
        guest.write(guest.opening(SCRATCH, "file", CREATE), "one");

        guest.opening(SCRATCH, "file", TRUNCATE);

        assertThat(guest.sizeOf(SCRATCH, "file")).isZero();
    }

    @Test
    void rightsNeverGrow() {
        int file = guest.opening(SCRATCH, "file", CREATE);

        assertThat(guest.call("fd_fdstat_set_rights", file, Rights.FD_READ, 0)).isZero();
        assertThat(guest.write(file, "x")).isEqualTo(Problem.BADF.errno());
        assertThat(guest.call("fd_fdstat_set_rights", file, Rights.FILE, 0)).isEqualTo(Problem.NOTCAPABLE.errno());
        assertThat(guest.call("fd_fdstat_get", file, RESULT)).isZero();
        assertThat(guest.memory().bytes()[RESULT]).isEqualTo((byte) 4);
        assertThat(guest.memory().readLong(RESULT + 8)).isEqualTo(Rights.FD_READ);
        assertThat(guest.memory().readLong(RESULT + 16)).isZero();
    }

    @Test
    void whatADirectoryMayNotIsNotPassedOn() {
        assertThat(guest.call("fd_fdstat_set_rights", SCRATCH, Rights.PATH_OPEN, Rights.FD_READ))
                .isZero();

        assertThat(guest.open(SCRATCH, "file", CREATE, ALL)).isEqualTo(Problem.NOTCAPABLE.errno());
        assertThat(guest.path("path_create_directory", SCRATCH, "directory")).isEqualTo(Problem.NOTCAPABLE.errno());
    }

    @Test
    void renumbersAndCloses() {
        int file = guest.opening(SCRATCH, "file", CREATE);

        assertThat(guest.call("fd_renumber", file, 1)).isZero();
        assertThat(guest.write(1, "what was to be standard output")).isZero();
        assertThat(guest.write(file, "x")).isEqualTo(Problem.BADF.errno());
        assertThat(guest.call("fd_renumber", 1, 1)).isZero();
        assertThat(guest.call("fd_renumber", 1, 77)).isEqualTo(Problem.BADF.errno());
        assertThat(guest.call("fd_close", 1)).isZero();
        assertThat(guest.call("fd_close", 1)).isEqualTo(Problem.BADF.errno());
        assertThat(guest.call("fd_sync", 77)).isEqualTo(Problem.BADF.errno());
        assertThat(guest.left()).containsOnlyKeys("file");
    }

    @Test
    void tellsWhereTheTreesAre() {
        assertThat(guest.call("fd_prestat_get", SCRATCH, RESULT)).isZero();
        assertThat(guest.memory().readLong(RESULT)).isEqualTo(8L << 32);
        assertThat(guest.call("fd_prestat_dir_name", IN, RESULT, 3)).isZero();
        assertThat(new String(guest.memory().bytes(), RESULT, 3, UTF_8)).isEqualTo("/in");
        assertThat(guest.call("fd_prestat_dir_name", IN, RESULT, 2)).isEqualTo(Problem.NAMETOOLONG.errno());
        assertThat(guest.call("fd_prestat_dir_name", IN, RESULT, -1)).isEqualTo(Problem.FAULT.errno());
        assertThat(guest.call("fd_prestat_get", 5, RESULT)).isEqualTo(Problem.BADF.errno());
        assertThat(guest.call("fd_prestat_get", guest.opening(IN, "data", DIRECTORY), RESULT))
                .isEqualTo(Problem.BADF.errno());
    }

    @Test
    void setsTimes() {
        int file = guest.opening(SCRATCH, "file", CREATE);

        assertThat(guest.call("fd_filestat_set_times", file, 5, 7, 5)).isZero();
        assertThat(guest.call("fd_filestat_get", file, RESULT)).isZero();
        assertThat(guest.memory().readLong(RESULT + 40)).isEqualTo(5);
        assertThat(guest.memory().readLong(RESULT + 48)).isEqualTo(7);
        assertThat(guest.call("fd_filestat_set_times", file, 5, 7, 2)).isZero();
        assertThat(guest.call("fd_filestat_get", file, RESULT)).isZero();
        assertThat(guest.memory().readLong(RESULT + 40)).isEqualTo(1_000_000_000_000L);
        assertThat(guest.call("fd_filestat_set_times", file, 5, 7, 3)).isEqualTo(Problem.INVAL.errno());
        assertThat(guest.call("fd_filestat_set_times", file, 5, 7, 16)).isEqualTo(Problem.INVAL.errno());
    }

    @Test
    void streamsAreNoFilesAndFilesNoDirectories() {
        int file = guest.opening(IN, "a.txt", 0);

        assertThat(guest.seek(1, 0, 0)).isEqualTo(Problem.SPIPE.errno());
        assertThat(guest.call("fd_filestat_set_size", 1, 0)).isEqualTo(Problem.SPIPE.errno());
        assertThat(guest.seek(IN, 0, 0)).isEqualTo(Problem.ISDIR.errno());
        assertThat(guest.read(IN, 1)).isEqualTo("errno 31");
        assertThat(guest.open(file, "x", 0, 0)).isEqualTo(Problem.NOTDIR.errno());
        assertThat(guest.call("sock_shutdown", file, 0)).isEqualTo(Errno.NOTSOCK);
        assertThat(guest.call("fd_advise", file, 0, 0, 5)).isZero();
        assertThat(guest.call("fd_advise", file, 0, 0, 6)).isEqualTo(Problem.INVAL.errno());
    }

    /** The list, what it points to, and the number of bytes that is answered. */
    @Test
    void manySmallBuffersCostAsMuchAsOneOfTheirSize() {
        int file = guest.opening(SCRATCH, "new", CREATE);
        for (int i = 0; i < 1_024; i++) {
            guest.memory().writeInt(8 * i, 20_000);
            guest.memory().writeInt(8 * i + 4, 15);
        }
        long before = guest.fuel();

        assertThat(guest.call("fd_write", file, 0, 1_024, RESULT)).isZero();

        assertThat(guest.fuel() - before).isEqualTo(20 + (8 * 1_024 + 15 * 1_024 + 4) / 16);
    }
}
