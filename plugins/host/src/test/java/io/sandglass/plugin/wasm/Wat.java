package io.sandglass.plugin.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** WASI commands written as text, assembled when a test asks for them. */
public final class Wat {
    private Wat() {}

    /** Writes what it reads. */
    public static byte[] copying() {
        return command("", """
                (i32.store (i32.const 0) (i32.const 100))
                (i32.store (i32.const 4) (i32.const 60000))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                (call $print (i32.const 1) (i32.const 100) (i32.load (i32.const 8)))
                """);
    }

    /** Writes these texts, which need no escapes, to its standard output and error, and exits. */
    public static byte[] writing(String stdout, String stderr, int exitCode) {
        return command("""
                (data (i32.const 1000) "%s")
                (data (i32.const 30000) "%s")
                """.formatted(escaped(stdout), escaped(stderr)), """
                (call $print (i32.const 1) (i32.const 1000) (i32.const %d))
                (call $print (i32.const 2) (i32.const 30000) (i32.const %d))
                (call $exit (i32.const %d))
                """.formatted(
                        stdout.length(), stderr.length(), exitCode));
    }

    /** A command with {@code $read}, {@code $exit}, {@code $print} (descriptor, address, length) and this body. */
    public static byte[] command(String fields, String body) {
        return Wat2Wasm.parse("""
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 2)
                  (func $print (param $to i32) (param $address i32) (param $length i32)
                    (i32.store (i32.const 65536) (local.get $address))
                    (i32.store (i32.const 65540) (local.get $length))
                    (drop (call $write (local.get $to) (i32.const 65536) (i32.const 1) (i32.const 65544))))
                  %s
                  (func (export "_start") %s))
                """.formatted(fields, body));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
