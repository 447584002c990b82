;; Nothing but calls: the n-th Fibonacci number, the slow way.
(module
  (global $n (export "n") (mut i64) (i64.const 10))
  (global $result (export "result") (mut i64) (i64.const 0))

  (func $fib (param $n i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2)))))))

  (func (export "nothing"))

  (func (export "run")
    (global.set $result (i64.extend_i32_u (call $fib (i32.wrap_i64 (global.get $n)))))))
