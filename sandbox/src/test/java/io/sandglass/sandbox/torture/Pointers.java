package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.PAGE;
import static io.sandglass.sandbox.torture.Hostile.call;
import static io.sandglass.sandbox.torture.Hostile.module;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

/** Guests that lie to their host about addresses and lengths. */
final class Pointers {
    private static final String EFAULT = "EXIT_NONZERO 21";
    private static final String EINVAL = "EXIT_NONZERO 28";

    private Pointers() {}

    static Stream<Hostile> all() {
        return Stream.concat(vectors(), others())
                .map(guest -> guest.and(
                        result -> assertThat(result.usage().peakMemoryBytes()).isEqualTo(PAGE)));
    }

    private static Stream<Hostile> vectors() {
        return Stream.of(
                vector("iov_2g", EINVAL, "0", "0x80000000"),
                vector("iov_neg", EINVAL, "0", "-1"),
                vector("iov_oob", EFAULT, "65532", "8"),
                vector("iov_wrap", EFAULT, "-8", "16"),
                call("iov_count_2g", EINVAL, "fd_read", i32(0, 0, 0x7FFF_FFFF, 64)),
                call("iov_count_neg", EINVAL, "fd_write", i32(1, 0, -1, 64)));
    }

    /** One buffer, as the guest describes it. */
    private static Hostile vector(String name, String expected, String address, String length) {
        return module(name, expected, """
                (import "wasi_snapshot_preview1" "fd_read" (func $f (param i32 i32 i32 i32) (result i32)))
                (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                (memory (export "memory") 1)
                (func (export "_start")
                  (i32.store (i32.const 0) (i32.const %s)) (i32.store (i32.const 4) (i32.const %s))
                  (call $exit (call $f (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 64))))
                """.formatted(address, length));
    }

    private static Stream<Hostile> others() {
        return Stream.of(
                call("ptr_oob", EFAULT, "fd_write", i32(1, 65_532, 1, 64)),
                call("ptr_oob_answer", EFAULT, "fd_write", i32(1, 0, 0, 65_533)),
                call("ptr_args", EFAULT, "args_sizes_get", i32(65_533, 0)),
                call("ptr_clock", EFAULT, "clock_time_get", "(i32.const 0) (i64.const 1) (i32.const -4)"),
                call("random_2g", EFAULT, "random_get", i32(0, 0x8000_0000)),
                call("random_wrap", EFAULT, "random_get", i32(-1, 2)),
                call("poll_many", EINVAL, "poll_oneoff", i32(0, 0, 1 << 20, 64)),
                call("poll_none", EINVAL, "poll_oneoff", i32(0, 0, 0, 64)));
    }

    static String i32(int... values) {
        StringBuilder constants = new StringBuilder();
        for (int value : values) {
            constants.append("(i32.const ").append(value).append(") ");
        }
        return constants.toString().strip();
    }
}
