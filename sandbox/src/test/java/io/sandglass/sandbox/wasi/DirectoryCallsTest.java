package io.sandglass.sandbox.wasi;

import static io.sandglass.sandbox.wasi.FileGuest.CREATE;
import static io.sandglass.sandbox.wasi.FileGuest.DIRECTORY;
import static io.sandglass.sandbox.wasi.FileGuest.IN;
import static io.sandglass.sandbox.wasi.FileGuest.RESULT;
import static io.sandglass.sandbox.wasi.FileGuest.SCRATCH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryCallsTest {
    private static final int BUFFER = 30_000;

    private final FileGuest guest = FileGuest.withScratch(10_000);

    @BeforeEach
    void makeFiles() {
        guest.path("path_create_directory", SCRATCH, "empty");
        guest.path("path_create_directory", SCRATCH, "full/");
        guest.call("fd_close", guest.opening(SCRATCH, "full/file", CREATE));
        guest.call("fd_close", guest.opening(SCRATCH, "plain", CREATE));
    }

    @Test
    void listsInputsByName() {
        assertThat(list(IN, 1_000)).containsExactly(". 3", ".. 3", "a.txt 4", "data 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 1_000})
    void goesOnWhereABufferWasFull(int buffer) {
        assertThat(list(SCRATCH, buffer)).containsExactly(". 3", ".. 3", "empty 3", "full 3", "plain 4");
    }

    @Test
    void aListingCostsTheEntriesItLooksAt() {
        for (int i = 0; i < 50; i++) {
            guest.call("fd_close", guest.opening(SCRATCH, "full/f" + i, CREATE));
        }
        int full = guest.opening(SCRATCH, "full", DIRECTORY);
        long before = guest.fuel();

        guest.call("fd_readdir", full, BUFFER, 0, 0, RESULT);

        assertThat(guest.fuel() - before).isEqualTo(20 + 51);
    }

    @Test
    void aListingGoesOnWhileEntriesGo() {
        assertThat(guest.call("fd_readdir", SCRATCH, BUFFER, 1_000, 0, RESULT)).isZero();
        long afterFirst = 3;

        guest.path("path_remove_directory", SCRATCH, "empty");

        assertThat(guest.call("fd_readdir", SCRATCH, BUFFER, 1_000, afterFirst, RESULT))
                .isZero();
        assertThat(new String(guest.memory().bytes(), BUFFER + 24, 4, UTF_8)).isEqualTo("full");
    }

    @Test
    void aListingThatCannotBeIsEmptyOrRefused() {
        assertThat(guest.call("fd_readdir", SCRATCH, BUFFER, 1_000, -1, RESULT)).isZero();
        assertThat(guest.memory().readInt(RESULT)).isZero();
        assertThat(guest.call("fd_readdir", SCRATCH, BUFFER, -1, 0, RESULT)).isEqualTo(Problem.FAULT.errno());
        assertThat(guest.call("fd_readdir", 1, BUFFER, 100, 0, RESULT)).isEqualTo(Problem.NOTCAPABLE.errno());
    }

    @ParameterizedTest
    @CsvSource({
        "path_create_directory, plain, 20",
        "path_create_directory, ., 20",
        "path_create_directory, absent/below, 44",
        "path_remove_directory, empty, 0",
        "path_remove_directory, full, 55",
        "path_remove_directory, plain, 54",
        "path_remove_directory, absent, 44",
        "path_remove_directory, ., 28",
        "path_remove_directory, full/.., 28",
        "path_unlink_file, plain, 0",
        "path_unlink_file, empty, 31",
        "path_unlink_file, ., 31",
        "path_unlink_file, absent, 44"
    })
    void makesAndRemoves(String function, String path, int errno) {
        assertThat(guest.path(function, SCRATCH, path)).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, other, 0",
        "plain, plain, 0",
        "plain, full/file, 0",
        "plain, empty, 31",
        "plain, other/, 54",
        "plain, absent/other, 44",
        "absent, other, 44",
        "full, other, 0",
        "full, empty, 0",
        "full, plain, 54",
        "empty, full, 55",
        "full, full/below, 28",
        "full, full, 0",
        ".,   other, 28",
        "plain, ., 28",
        "plain, ../other, 76"
    })
    void renames(String from, String to, int errno) {
        assertThat(guest.rename(SCRATCH, from, SCRATCH, to)).isEqualTo(errno);
    }

    @Test
    void aFileKeepsItsContentUnderItsNewName() {
        int file = guest.opening(SCRATCH, "plain", 0);
        guest.write(file, "content");

        guest.rename(SCRATCH, "plain", SCRATCH, "full/file");
        guest.write(file, " more");

        assertThat(guest.left()).containsOnlyKeys("full/file");
        assertThat(guest.left().get("full/file")).asString(UTF_8).isEqualTo("content more");
        assertThat(list(guest.opening(SCRATCH, "full", DIRECTORY), 1_000)).containsExactly(". 3", ".. 3", "file 4");
    }

    private List<String> list(int directory, int buffer) {
        List<String> found = new ArrayList<>();
        long cookie = 0;
        int used = buffer;
        while (used == buffer) {
            assertThat(guest.call("fd_readdir", directory, BUFFER, buffer, cookie, RESULT))
                    .isZero();
            used = guest.memory().readInt(RESULT);
            int at = 0;
            while (at + 24 <= used && at + 24 + nameLength(at) <= used) {
                String name = new String(guest.memory().bytes(), BUFFER + at + 24, nameLength(at), UTF_8);
                found.add(name + " " + guest.memory().readInt(BUFFER + at + 20));
                cookie = guest.memory().readLong(BUFFER + at);
                at += 24 + nameLength(at);
            }
        }
        return found;
    }

    private int nameLength(int at) {
        return guest.memory().readInt(BUFFER + at + 16);
    }
}
