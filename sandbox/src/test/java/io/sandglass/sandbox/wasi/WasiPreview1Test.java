package io.sandglass.sandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.engine.GuestStop;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WasiPreview1Test {
    private static final int SIZE = 65_536;
    private static final String ALL = """
            args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get fd_advise fd_allocate
            fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get
            fd_filestat_set_size fd_filestat_set_times fd_pread fd_prestat_get fd_prestat_dir_name fd_pwrite fd_read
            fd_readdir fd_renumber fd_seek fd_sync fd_tell fd_write path_create_directory path_filestat_get
            path_filestat_set_times path_link path_open path_readlink path_remove_directory path_rename path_symlink
            path_unlink_file poll_oneoff proc_exit proc_raise sched_yield random_get sock_accept sock_recv sock_send
            sock_shutdown""";

    private final ArrayMemory memory = new ArrayMemory(SIZE);
    private final ByteSource stdin = new ByteSource("hello".getBytes(UTF_8));
    private final ByteSink stdout = ByteSink.strict("standard output", 100);
    private final ByteSink stderr = ByteSink.truncating("standard error", 100);
    private final WasiProcess process = new WasiProcess(
            List.of("program", "first"),
            Map.of("B", "2", "A", "1"),
            Descriptors.of(new Streams(stdin, stdout, stderr)),
            GuestWorld.real(
                    Clock.fixed(Instant.ofEpochSecond(1_000, 1_999_999), ZoneOffset.UTC),
                    new Random(1),
                    System.nanoTime() + TimeUnit.SECONDS.toNanos(1)),
            Long.MAX_VALUE);

    @Test
    void everyFunctionOfTheStandardIsKnown() {
        assertThat(ALL.split("\\s+"))
                .hasSize(46)
                .allSatisfy(name ->
                        assertThat(WasiPreview1.signature(imported(name))).isPresent());
    }

    @Test
    void namesOutsideOfTheStandardAreNot() {
        assertThat(WasiPreview1.signature(imported("fd_explode"))).isEmpty();
        assertThat(WasiPreview1.signature(new ImportedFunction("env", "fd_read", "iiii>i")))
                .isEmpty();
    }

    @Test
    void whateverTheArgumentsEveryCallIsAnswered() {
        Random random = new Random(3);
        byte[] window = new byte[1_200];
        long[] tricky = {0, 1, 2, 3, -1, 7, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, 1024, 1025};
        for (String name : ALL.split("\\s+")) {
            HostFunction function = WasiPreview1.bind(imported(name), process, units -> {});
            long[] arguments = new long[function.signature().indexOf('>')];
            for (int i = 0; i < 2_000; i++) {
                random.nextBytes(window);
                memory.write(0, window, 0, window.length);
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = random.nextBoolean() ? tricky[random.nextInt(tricky.length)] : random.nextLong();
                }
                assertAnswered(function, arguments);
            }
        }
    }

    private void assertAnswered(HostFunction function, long[] arguments) {
        try {
            assertThat(function.body().call(memory, arguments)).isBetween(0L, 76L);
        } catch (GuestStop stop) {
            assertThat(stop).isNotInstanceOf(HostCallBroken.class);
        }
    }

    @Test
    void givesArgumentsAndEnvironmentInOrder() {
        assertThat(call("args_sizes_get", 0, 4)).isZero();
        assertThat(memory.readInt(0)).isEqualTo(2);
        assertThat(memory.readInt(4)).isEqualTo("program\0first\0".length());
        assertThat(call("environ_get", 16, 100)).isZero();

        assertThat(new String(memory.bytes(), 100, 8, UTF_8)).isEqualTo("A=1\0B=2\0");
        assertThat(memory.readInt(20)).isEqualTo(104);
    }

    @Test
    void readsStandardInputOverSeveralBuffers() {
        vector(0, 100, 2);
        vector(1, 200, 50);

        assertThat(call("fd_read", 0, 0, 2, 64)).isZero();

        assertThat(memory.readInt(64)).isEqualTo(5);
        assertThat(new String(memory.bytes(), 100, 2, UTF_8)).isEqualTo("he");
        assertThat(new String(memory.bytes(), 200, 3, UTF_8)).isEqualTo("llo");
        assertThat(call("fd_read", 0, 0, 2, 64)).isZero();
        assertThat(memory.readInt(64)).isZero();
    }

    @Test
    void aReadMayOverwriteItsOwnListOfBuffers() {
        vector(0, 0, 4);
        vector(1, 200, 50);

        assertThat(call("fd_read", 0, 0, 2, 64)).isZero();

        assertThat(memory.readInt(64)).isEqualTo(5);
        assertThat(memory.bytes()[200]).isEqualTo((byte) 'o');
    }

    @ParameterizedTest
    @CsvSource({
        "100, 2147483647, 1, 21", // iov_2g
        "100, -1, 1, 28", // iov_neg
        "100, 10, -1, 28", // iov_count_2g
        "100, 10, 1025, 28",
        "65535, 2, 1, 21", // ptr_oob
        "-4, 2, 1, 21",
        "0, 0, 1, 0"
    })
    void hostileBuffersAreRefused(int address, int length, int count, int errno) {
        vector(0, address, length);

        assertThat(call("fd_read", 0, 0, count, 64)).isEqualTo(errno);
        assertThat(call("fd_write", 1, 0, count, 64)).isEqualTo(errno);
        assertThat(stdout.size()).isZero();
    }

    @Test
    void buffersThatAddUpToTooMuchAreRefused() {
        for (int i = 0; i < 1024; i++) {
            vector(i, 0, SIZE);
        }
        assertThat(call("fd_write", 2, 0, 1024, 32_000)).isZero();

        memory.writeInt(32_000, 0);
        for (int i = 0; i < 3; i++) {
            vector(i, 0, 1 << 30);
        }
        assertThat(call("fd_write", 2, 0, 3, 32_000)).isNotZero();
        assertThat(stderr.size()).isEqualTo(100);
        assertThat(stderr.truncated()).isTrue();
    }

    @Test
    void endsTheGuestWhenStandardOutputIsFull() {
        vector(0, 0, 101);

        assertThatThrownBy(() -> call("fd_write", 1, 0, 1, 64)).isInstanceOf(ByteSink.Overflow.class);
    }

    @Test
    void theClockIsCutToMilliseconds() {
        assertThat(call("clock_time_get", 0, 1, 8)).isZero();
        assertThat(memory.readLong(8)).isEqualTo(1_000_001_000_000L);
        assertThat(call("clock_time_get", 1, 1, 8)).isZero();
        assertThat(memory.readLong(8) % 1_000_000).isZero();
        assertThat(call("clock_time_get", 4, 1, 8)).isEqualTo(28);
        assertThat(call("clock_time_get", 0, 1, SIZE - 7)).isEqualTo(21);
    }

    @Test
    void randomBytesStayInside() {
        assertThat(call("random_get", 10, 5)).isZero();
        assertThat(memory.bytes()[9]).isZero();
        assertThat(memory.bytes()[15]).isZero();
        assertThat(memory.readLong(10) & 0xFF_FFFF_FFFFL).isNotZero();
        assertThat(call("random_get", 10, Integer.MAX_VALUE)).isEqualTo(21);
        assertThat(call("random_get", 10, -1)).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 100_000, -1})
    void pollsOfNothingOrTooMuchAreRefused(int count) {
        assertThat(call("poll_oneoff", 0, 10_000, count, 64)).isEqualTo(28);
    }

    @Test
    void aPollWakesAtTheFirstClock() {
        memory.writeLong(0, 11);
        memory.writeLong(24, TimeUnit.MINUTES.toNanos(1));
        memory.writeLong(48, 22);
        memory.writeLong(48 + 24, 1_000);

        assertThat(call("poll_oneoff", 0, 1_000, 2, 64)).isZero();

        assertThat(memory.readInt(64)).isEqualTo(1);
        assertThat(memory.readLong(1_000)).isEqualTo(22);
    }

    @Test
    void aSleepBeyondTheDeadlineEndsTheGuest() {
        memory.writeLong(24, TimeUnit.MINUTES.toNanos(1));

        assertThatThrownBy(() -> call("poll_oneoff", 0, 1_000, 1, 64)).isInstanceOf(HostCallInterrupted.class);
    }

    @Test
    void aPollTellsWhichDescriptorsAreReadyAndWhichAreNot() {
        memory.writeLong(0, 11);
        memory.writeLong(8, 2);
        memory.writeLong(16, 1);
        memory.writeLong(48, 22);
        memory.writeLong(48 + 8, 1);
        memory.writeLong(48 + 16, 99);

        assertThat(call("poll_oneoff", 0, 1_000, 2, 64)).isZero();

        assertThat(memory.readInt(64)).isEqualTo(2);
        assertThat(memory.readInt(1_008)).isEqualTo(2 << 16);
        assertThat(memory.readInt(1_032 + 8)).isEqualTo(1 << 16 | 8);
    }

    @Test
    void aPollOfWhatDoesNotExistIsRefused() {
        memory.writeLong(8, 3);
        assertThat(call("poll_oneoff", 0, 1_000, 1, 64)).isEqualTo(28);

        memory.writeLong(8, 0);
        memory.writeLong(16, 4);
        assertThat(call("poll_oneoff", 0, 1_000, 1, 64)).isEqualTo(28);
    }

    @ParameterizedTest
    @CsvSource({
        "path_open, 3, 8",
        "path_open, 0, 76",
        "fd_prestat_get, 3, 8",
        "fd_prestat_get, 0, 8",
        "fd_readdir, 5, 8"
    })
    void thereAreNoFiles(String name, int descriptor, int errno) {
        assertThat(call(name, descriptor, 0, 0, 0, 0, 0, 0, 0, 0)).isEqualTo(errno);
    }

    @Test
    void standardStreamsCannotSeekAndOthersDoNotExist() {
        assertThat(call("fd_seek", 1, 0, 0, 8)).isEqualTo(70);
        assertThat(call("fd_seek", 9, 0, 0, 8)).isEqualTo(8);
        assertThat(call("fd_fdstat_get", 1, 128)).isZero();
        assertThat(memory.bytes()[128]).isZero();
        assertThat(call("fd_fdstat_get", 3, 128)).isEqualTo(8);
    }

    @Test
    void exitsWithTheCodeOfTheGuest() {
        assertThatThrownBy(() -> call("proc_exit", 42))
                .isInstanceOfSatisfying(
                        ProcessExit.class, exit -> assertThat(exit.code()).isEqualTo(42));
    }

    private long call(String name, long... arguments) {
        return WasiPreview1.bind(imported(name), process, units -> {}).body().call(memory, arguments);
    }

    private void vector(int index, int address, int length) {
        memory.writeInt(8L * index, address);
        memory.writeInt(8L * index + 4, length);
    }

    private static ImportedFunction imported(String name) {
        return new ImportedFunction(WasiPreview1.MODULE, name, "");
    }
}
