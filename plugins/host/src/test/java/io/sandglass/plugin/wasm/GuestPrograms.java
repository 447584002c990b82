package io.sandglass.plugin.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** Guests that use what the host grants, written as text. */
final class GuestPrograms {
    /** Asks for the URL that the run keeps as {@code request}, and puts out {@code {"status":...}}. */
    static final String ASKING = """
            (local $end i32)
            (local.set $end (call $put (i32.const 1000) (i32.const 16) (i32.const 7)))
            (local.set $end (i32.add (local.get $end) (call $request (local.get $end))))
            (i32.store8 (local.get $end) (i32.const 125))
            (call $status (call $http
              (i32.const 1000) (i32.sub (local.get $end) (i32.const 999)) (i32.const 0) (i32.const 0)))
            """;

    /** Sends the handle of a secret at the end of that URL, in a header and as the body, and logs the answer. */
    static final String SENDING_A_SECRET = """
            (local $end i32) (local $handle i32) (local $code i32)
            (local.set $handle (call $secret (i32.const 64) (i32.const 9)))
            (drop (call $answer_read (i32.const 5000) (local.get $handle)))
            (local.set $end (call $put (i32.const 1000) (i32.const 32) (i32.const 23)))
            (local.set $end (i32.sub (i32.add (local.get $end) (call $request (local.get $end))) (i32.const 1)))
            (local.set $end (call $put (local.get $end) (i32.const 5000) (local.get $handle)))
            (local.set $end (call $put (local.get $end) (i32.const 96) (i32.const 18)))
            (local.set $end (call $put (local.get $end) (i32.const 5000) (local.get $handle)))
            (local.set $end (call $put (local.get $end) (i32.const 120) (i32.const 3)))
            (local.set $code (call $http
              (i32.const 1000) (i32.sub (local.get $end) (i32.const 1000)) (i32.const 5000) (local.get $handle)))
            (drop (call $log (i32.const 1) (i32.const 8000) (call $answer_read (i32.const 8000) (i32.const 10000))))
            (call $status (local.get $code))
            """;

    private GuestPrograms() {}

    /** A command with this body. */
    static byte[] assemble(String body) {
        return Wat2Wasm.parse("""
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "log" (func $log (param i32 i32 i32) (result i32)))
                  (import "sandglass" "kv_get" (func $kv_get (param i32 i32) (result i32)))
                  (import "sandglass" "http" (func $http (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "secret" (func $secret (param i32 i32) (result i32)))
                  (import "sandglass" "answer_read" (func $answer_read (param i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (data (i32.const 0) "request")
                  (data (i32.const 16) "{\\22url\\22:")
                  (data (i32.const 32) "{\\22method\\22:\\22POST\\22,\\22url\\22:")
                  (data (i32.const 64) "ordersApi")
                  (data (i32.const 96) "\\22,\\22headers\\22:{\\22k\\22:\\22")
                  (data (i32.const 120) "\\22}}")
                  (data (i32.const 130) "{\\22status\\22:000}")
                  (func $put (param $to i32) (param $from i32) (param $length i32) (result i32)
                    (memory.copy (local.get $to) (local.get $from) (local.get $length))
                    (i32.add (local.get $to) (local.get $length)))
                  (func $request (param $to i32) (result i32)
                    (drop (call $kv_get (i32.const 0) (i32.const 7)))
                    (call $answer_read (local.get $to) (i32.const 500)))
                  (func $status (param $code i32)
                    (i32.store8 (i32.const 140) (i32.add (i32.const 48)
                      (i32.div_u (local.get $code) (i32.const 100))))
                    (i32.store8 (i32.const 141) (i32.add (i32.const 48)
                      (i32.rem_u (i32.div_u (local.get $code) (i32.const 10)) (i32.const 10))))
                    (i32.store8 (i32.const 142) (i32.add (i32.const 48)
                      (i32.rem_u (local.get $code) (i32.const 10))))
                    (i32.store (i32.const 200) (i32.const 130))
                    (i32.store (i32.const 204) (i32.const 14))
                    (drop (call $write (i32.const 1) (i32.const 200) (i32.const 1) (i32.const 208))))
                  (func (export "_start") %s))
                """.formatted(body));
    }
}
