package io.sandglass.sandbox.wasi;

import static io.sandglass.sandbox.wasi.FileGuest.CREATE;
import static io.sandglass.sandbox.wasi.FileGuest.SCRATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.engine.GuestStop;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls with arguments that make little sense, on trees that exist. */
class FileFuzzTest {
    private static final String[] NAMES = {
        "fd_advise",
        "fd_allocate",
        "fd_close",
        "fd_fdstat_get",
        "fd_fdstat_set_flags",
        "fd_fdstat_set_rights",
        "fd_filestat_get",
        "fd_filestat_set_size",
        "fd_filestat_set_times",
        "fd_pread",
        "fd_prestat_get",
        "fd_prestat_dir_name",
        "fd_pwrite",
        "fd_read",
        "fd_readdir",
        "fd_renumber",
        "fd_seek",
        "fd_tell",
        "fd_write",
        "path_create_directory",
        "path_filestat_get",
        "path_filestat_set_times",
        "path_link",
        "path_open",
        "path_readlink",
        "path_remove_directory",
        "path_rename",
        "path_symlink",
        "path_unlink_file",
        "poll_oneoff"
    };
    private static final String[] PATHS = {"a.txt", "data", "x", "x/y", "..", ".", "x/..", "/", "data/b.csv", "y/"};
    private static final long[] TRICKY = {
        0, 1, 2, 3, 4, 5, 6, 7, 64, 1_000, -1, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE
    };
    private static final long QUOTA = 10_000;

    private final Random random = new Random(7);

    @Test
    void everyCallIsAnsweredAndTheQuotaHolds() {
        for (int guests = 0; guests < 200; guests++) {
            FileGuest guest = FileGuest.withScratch(QUOTA);
            for (int calls = 0; calls < 300; calls++) {
                guest.path("path_create_directory", SCRATCH, pick(PATHS));
                guest.open(SCRATCH, pick(PATHS), CREATE, -1);
                guest.memory().writeInt(1_000 + random.nextInt(64), random.nextInt(4_000));
                call(guest, pick(NAMES));
            }
            assertThat(guest.left().values().stream()
                            .mapToLong(content -> content.length)
                            .sum())
                    .isLessThanOrEqualTo(QUOTA);
            assertThat(guest.left()).hasSizeLessThanOrEqualTo(64);
        }
    }

    private void call(FileGuest guest, String name) {
        long[] arguments = random.longs(9)
                .map(any -> random.nextInt(8) == 0 ? any : TRICKY[random.nextInt(TRICKY.length)])
                .toArray();
        try {
            assertThat(guest.call(name, arguments)).as(name).isBetween(0L, 76L);
        } catch (GuestStop stop) {
            assertThat(stop).as(name).isNotInstanceOf(HostCallBroken.class);
        }
    }

    private String pick(String[] texts) {
        return texts[random.nextInt(texts.length)];
    }
}
