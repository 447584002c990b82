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

/** Paths of guests that want out: whatever they say, they stay in the directory they began in. */
class PathEscapeTest {
    private final FileGuest guest = FileGuest.withScratch(10_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../",
                "../a.txt",
                "../../etc/passwd",
                "./..",
                "data/../..",
                "data/../../scratch",
                "data/../../in/a.txt"
            })
    void doesNotClimbOut(String path) { // fs_dotdot
        assertRefused(path, Problem.NOTCAPABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc/passwd", "//etc/passwd", "/in/a.txt", "/scratch/../etc"})
    void takesNoAbsolutePath(String path) { // fs_absolute
        assertRefused(path, Problem.NOTCAPABLE);
    }

    @Test
    void doesNotClimbOutOfADirectoryItOpened() {
        int data = guest.opening(IN, "data", DIRECTORY);

        assertThat(guest.open(data, "../a.txt", 0, Rights.FD_READ)).isEqualTo(Problem.NOTCAPABLE.errno());
        assertThat(guest.open(data, "b.csv", 0, Rights.FD_READ)).isZero();
    }

    @Test
    void aSlashAtTheEndMakesNoDirectoryOfAFile() { // fs_trailing_slash
        guest.opening(SCRATCH, "file", CREATE);

        assertRefused("a.txt/", Problem.NOTDIR);
        assertRefused("a.txt/.", Problem.NOTDIR);
        assertRefused("a.txt/../a.txt", Problem.NOTDIR);
        assertThat(guest.open(SCRATCH, "other/", CREATE, Rights.FD_WRITE)).isEqualTo(Problem.ISDIR.errno());
        assertThat(guest.path("path_unlink_file", SCRATCH, "file/")).isEqualTo(Problem.NOTDIR.errno());
        assertThat(guest.open(IN, "data/", 0, Rights.FD_READDIR)).isZero();
        assertThat(guest.open(IN, "data/../data//./b.csv", 0, Rights.FD_READ)).isZero();
    }

    @Test
    void makesNoLinks() { // fs_symlink
        guest.memory().write(100, "/etc".getBytes(), 0, 4);
        guest.memory().write(200, "link".getBytes(), 0, 4);

        assertThat(guest.call("path_symlink", 100, 4, SCRATCH, 200, 4)).isEqualTo(Problem.NOTCAPABLE.errno());
        assertThat(guest.call("path_link", IN, 0, 100, 4, SCRATCH, 200, 4)).isEqualTo(Problem.NOTCAPABLE.errno());
        assertThat(guest.path("path_readlink", IN, "a.txt")).isEqualTo(Problem.INVAL.errno());
        assertThat(guest.path("path_readlink", IN, "absent")).isEqualTo(Problem.NOENT.errno());
        assertThat(guest.left()).isEmpty();
    }

    @Test
    void refusesNamesThatAreNone() {
        assertRefused("", Problem.NOENT);
        assertRefused("a\0b", Problem.INVAL);
        assertRefused("n".repeat(256), Problem.NAMETOOLONG);
        assertRefused("ä".repeat(128), Problem.NAMETOOLONG);
        assertRefused("a/".repeat(2_049), Problem.NAMETOOLONG);
        assertThat(guest.open(SCRATCH, "n".repeat(255), CREATE, Rights.FD_WRITE))
                .isZero();
    }

    @Test
    void refusesPathsThatAreNotUtf8() {
        guest.memory().write(100, new byte[] {'a', (byte) 0xC3, (byte) 0x28}, 0, 3);

        assertThat(guest.call("path_unlink_file", SCRATCH, 100, 3)).isEqualTo(Problem.ILSEQ.errno());
    }

    @Test
    void refusesPathsOutsideOfMemory() {
        assertThat(guest.call("path_unlink_file", SCRATCH, 65_530, 10)).isEqualTo(Problem.FAULT.errno());
        assertThat(guest.call("path_unlink_file", SCRATCH, -1, 10)).isEqualTo(Problem.FAULT.errno());
        assertThat(guest.call("path_unlink_file", SCRATCH, 100, -1)).isEqualTo(Problem.NAMETOOLONG.errno());
        assertThat(guest.call("path_open", IN, 0, 100, 1, 0, -1, -1, 0, 65_534)).isEqualTo(Problem.FAULT.errno());
    }

    private void assertRefused(String path, Problem problem) {
        assertThat(guest.open(IN, path, 0, Rights.FD_READ)).as(path).isEqualTo(problem.errno());
        assertThat(guest.sizeOf(IN, path)).as(path).isEqualTo(-problem.errno());
    }
}
