;; A WASI command that reads its arguments and prints how many bytes they have, as a program with a main and a printf does.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 2)
  (data (i32.const 256) "the arguments have ")
  (data (i32.const 288) " bytes\n")

  (func $decimal (param $value i32) (param $end i32) (result i32)
    (loop $next
      (local.set $end (i32.sub (local.get $end) (i32.const 1)))
      (i32.store8 (local.get $end)
        (i32.add (i32.const 48) (i32.rem_u (local.get $value) (i32.const 10))))
      (br_if $next (local.tee $value (i32.div_u (local.get $value) (i32.const 10)))))
    (local.get $end))

  (func $piece (param $vector i32) (param $from i32) (param $to i32)
    (i32.store (local.get $vector) (local.get $from))
    (i32.store offset=4 (local.get $vector) (i32.sub (local.get $to) (local.get $from))))

  (func $main (result i32) (local $from i32)
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (drop (call $args (i32.const 1024) (i32.const 2048)))
    (local.set $from (call $decimal (i32.load (i32.const 4)) (i32.const 512)))
    (call $piece (i32.const 16) (i32.const 256) (i32.const 275))
    (call $piece (i32.const 24) (local.get $from) (i32.const 512))
    (call $piece (i32.const 32) (i32.const 288) (i32.const 295))
    (call $write (i32.const 1) (i32.const 16) (i32.const 3) (i32.const 8)))

  (func (export "_start")
    (call $exit (call $main))))
