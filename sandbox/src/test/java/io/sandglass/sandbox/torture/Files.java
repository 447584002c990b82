package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.call;

import io.sandglass.sandbox.FileLimits;
import io.sandglass.sandbox.SandboxLimits;
import java.util.stream.Stream;

/** Guests that look for files which are not theirs, or want too many. Descriptor 3 is their scratch directory. */
final class Files {
    private static final String EBADF = "EXIT_NONZERO 8";
    private static final String EMFILE = "EXIT_NONZERO 33";
    private static final String ENOSPC = "EXIT_NONZERO 51";
    private static final String ENOTDIR = "EXIT_NONZERO 54";
    private static final String ENOTCAPABLE = "EXIT_NONZERO 76";
    private static final SandboxLimits SCRATCH =
            SandboxLimits.DEFAULTS.withFiles(FileLimits.DEFAULTS.withScratchBytes(1_000_000));

    /** {@code $open} creates and opens the file named by one letter, and exits with the error if it cannot. */
    private static final String OPEN = """
            (import "wasi_snapshot_preview1" "path_open"
              (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "fd_allocate" (func $allocate (param i32 i64 i64) (result i32)))
            (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
            (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
            (memory (export "memory") 2)
            (func $must (param $errno i32) (if (local.get $errno) (then (call $exit (local.get $errno)))))
            (func $open (param $length i32) (result i32)
              (call $must (call $path_open (i32.const 3) (i32.const 1) (i32.const 256) (local.get $length)
                (i32.const 1) (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 512)))
              (i32.load (i32.const 512)))
            """;

    private Files() {}

    static Stream<Hostile> all() {
        return Stream.concat(paths(), quotas());
    }

    private static Stream<Hostile> paths() {
        return Stream.of(
                path("fs_none", EBADF, 1024, 16),
                path("fs_dotdot", ENOTCAPABLE, 1024, 16).within(SCRATCH),
                path("fs_absolute", ENOTCAPABLE, 1041, 11).within(SCRATCH),
                call(
                                "fs_symlink",
                                ENOTCAPABLE,
                                "path_symlink",
                                "(i32.const 1041) (i32.const 11) (i32.const 3) (i32.const 1053) (i32.const 7)")
                        .within(SCRATCH),
                opening("fs_trailing_slash", ENOTDIR, """
                        (i32.store16 (i32.const 256) (i32.const 0x2F66))
                        (drop (call $open (i32.const 1)))
                        (call $must (call $path_open (i32.const 3) (i32.const 1) (i32.const 256) (i32.const 2)
                          (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 512)))"""));
    }

    private static Stream<Hostile> quotas() {
        return Stream.of(
                opening("fs_quota", ENOSPC, """
                        (local $fd i32)
                        (i32.store8 (i32.const 256) (i32.const 102))
                        (local.set $fd (call $open (i32.const 1)))
                        (i32.store (i32.const 4) (i32.const 65536))
                        (loop $l
                          (call $must (call $write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
                          (br $l))"""),
                opening("inode_bomb", ENOSPC, """
                        (local $n i32)
                        (loop $l
                          (i32.store8 (i32.const 256) (i32.add (i32.const 65) (i32.and (local.get $n) (i32.const 15))))
                          (i32.store8 (i32.const 257) (i32.add (i32.const 65) (i32.shr_u (local.get $n) (i32.const 4))))
                          (call $must (call $close (call $open (i32.const 2))))
                          (local.set $n (i32.add (local.get $n) (i32.const 1)))
                          (br $l))"""),
                opening("fd_leak", EMFILE, """
                        (i32.store8 (i32.const 256) (i32.const 102))
                        (loop $l (drop (call $open (i32.const 1))) (br $l))"""),
                opening("allocate_sparse", ENOSPC, """
                        (i32.store8 (i32.const 256) (i32.const 102))
                        (call $must (call $allocate (call $open (i32.const 1))
                          (i64.const 0) (i64.const 1000000000)))"""));
    }

    private static Hostile opening(String name, String expected, String body) {
        return Hostile.module(name, expected, OPEN + "(func (export \"_start\") " + body + ")")
                .within(SCRATCH);
    }

    /** Opens what stands at an address of the guest, below descriptor 3. */
    private static Hostile path(String name, String expected, int path, int length) {
        return call(
                name,
                expected,
                "path_open",
                Pointers.i32(3, 1, path, length, 0) + "(i64.const -1) (i64.const -1) " + Pointers.i32(0, 512));
    }
}
