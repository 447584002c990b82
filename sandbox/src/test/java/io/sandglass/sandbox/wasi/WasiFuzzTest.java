package io.sandglass.sandbox.wasi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sandglass.sandbox.engine.GuestStop;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Host calls in any order, with any arguments, over any memory. */
class WasiFuzzTest {
    private static final int CALLS = 12;
    private static final int LAST_ERRNO = 76;
    private static final List<String> NAMES = List.of(
            ("args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get fd_advise fd_allocate"
                            + " fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights"
                            + " fd_filestat_get fd_filestat_set_size fd_filestat_set_times fd_pread fd_prestat_get"
                            + " fd_prestat_dir_name fd_pwrite fd_read fd_readdir fd_renumber fd_seek fd_sync fd_tell"
                            + " fd_write path_create_directory path_filestat_get path_filestat_set_times path_link"
                            + " path_open path_readlink path_remove_directory path_rename path_symlink"
                            + " path_unlink_file poll_oneoff proc_exit proc_raise sched_yield random_get sock_accept"
                            + " sock_recv sock_send sock_shutdown")
                    .split(" "));

    /** What guests would do, a little, and noise. */
    static Stream<byte[]> scripts() {
        return Stream.iterate(1, seed -> seed <= 40, seed -> seed + 1).map(seed -> {
            byte[] script = new byte[400];
            new Random(seed).nextBytes(script);
            return script;
        });
    }

    @MethodSource("scripts")
    @FuzzTest(maxDuration = "10m")
    void everyCallIsAnsweredOrEndsTheGuest(byte[] script) {
        ByteBuffer rest = ByteBuffer.wrap(script);
        ArrayMemory memory = new ArrayMemory(65_536);
        WasiProcess process = process();
        for (int i = 0; i < CALLS && rest.hasRemaining(); i++) {
            String name = NAMES.get(Math.floorMod(rest.get(), NAMES.size()));
            HostFunction function =
                    WasiPreview1.bind(new ImportedFunction(WasiPreview1.MODULE, name, ""), process, units -> {});
            long[] arguments = new long[function.signature().indexOf('>')];
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = argument(rest);
            }
            fill(memory, rest);
            call(function, memory, arguments);
        }
    }

    private static void call(HostFunction function, ArrayMemory memory, long[] arguments) {
        try {
            long errno = function.body().call(memory, arguments);
            if (errno < 0 || errno > LAST_ERRNO) {
                throw new AssertionError(function.name() + " answered " + errno);
            }
        } catch (HostCallBroken broken) {
            throw broken;
        } catch (GuestStop stop) {
            // as it may
        }
    }

    /** Small numbers, and those at the ends of the ranges. */
    private static long argument(ByteBuffer rest) {
        if (rest.remaining() < 2) {
            return 0;
        }
        int kind = rest.get();
        long value = rest.get() & 0xFF;
        return switch (kind & 7) {
            case 0 -> -value;
            case 1 -> 65_536 - value;
            case 2 -> (1L << 31) - value;
            case 3 -> value << 8;
            case 4 -> Long.MAX_VALUE - value;
            default -> value & 0x1F;
        };
    }

    private static void fill(ArrayMemory memory, ByteBuffer rest) {
        int length = Math.min(16, rest.remaining());
        if (length > 1) {
            byte[] bytes = new byte[length];
            rest.get(bytes);
            memory.write((bytes[0] & 0xFF) << 2, bytes, 1, length - 1);
        }
    }

    /** Its time is over, so that nothing sleeps. */
    private static WasiProcess process() {
        return new WasiProcess(
                List.of("program"),
                Map.of("A", "1"),
                Descriptors.of(new Streams(
                        new ByteSource(new byte[100]),
                        ByteSink.strict("standard output", 100_000),
                        ByteSink.truncating("standard error", 100))),
                GuestWorld.real(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new Random(1), System.nanoTime()),
                Long.MAX_VALUE);
    }
}
