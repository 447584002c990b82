package io.sandglass.sandbox;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** Modules written as text, assembled when a test asks for them. */
public final class Wat {
    private Wat() {}

    /** The binary of a whole module. */
    public static byte[] module(String text) {
        return Wat2Wasm.parse(text);
    }

    /** A command whose {@code _start} has this body, with one page of memory and no imports. */
    public static byte[] command(String body) {
        return module("""
                (module
                  (memory (export "memory") 1)
                  (func (export "_start") %s))
                """.formatted(body));
    }

    /**
     * A command with the usual WASI functions imported as {@code $write}, {@code $read} and {@code $exit}, a helper
     * {@code $print} (address, length) that writes to standard output, and {@code fields} and a {@code _start} body.
     */
    public static byte[] wasiCommand(String fields, String body) {
        return module("""
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 2)
                  (func $print (param $address i32) (param $length i32)
                    (i32.store (i32.const 65536) (local.get $address))
                    (i32.store (i32.const 65540) (local.get $length))
                    (drop (call $write (i32.const 1) (i32.const 65536) (i32.const 1) (i32.const 65544))))
                  %s
                  (func (export "_start") %s))
                """.formatted(fields, body));
    }
}
