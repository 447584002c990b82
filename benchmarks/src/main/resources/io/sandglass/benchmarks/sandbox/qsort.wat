;; Quicksort of n 32-bit integers that a generator makes. Result: the sum of all, each times its place.
(module
  (memory 16)
  (global $n (export "n") (mut i64) (i64.const 1))
  (global $result (export "result") (mut i64) (i64.const 0))

  (func $fill (param $n i32) (local $i i32) (local $x i32)
    (local.set $x (i32.const 42))
    (loop $next
      (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
      (i32.store (i32.shl (local.get $i) (i32.const 2)) (i32.shr_u (local.get $x) (i32.const 8)))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))))

  ;; Both ends are addresses, and inside.
  (func $sort (param $from i32) (param $to i32)
    (local $i i32) (local $j i32) (local $pivot i32) (local $x i32) (local $y i32)
    (if (i32.ge_s (local.get $from) (local.get $to)) (then (return)))
    (local.set $i (local.get $from))
    (local.set $j (local.get $to))
    (local.set $pivot
      (i32.load
        (i32.and (i32.shr_u (i32.add (local.get $from) (local.get $to)) (i32.const 1)) (i32.const -4))))
    (loop $swaps
      (block $left
        (loop $up
          (br_if $left (i32.ge_s (local.tee $x (i32.load (local.get $i))) (local.get $pivot)))
          (local.set $i (i32.add (local.get $i) (i32.const 4)))
          (br $up)))
      (block $right
        (loop $down
          (br_if $right (i32.le_s (local.tee $y (i32.load (local.get $j))) (local.get $pivot)))
          (local.set $j (i32.sub (local.get $j) (i32.const 4)))
          (br $down)))
      (if (i32.le_s (local.get $i) (local.get $j))
        (then
          (i32.store (local.get $i) (local.get $y))
          (i32.store (local.get $j) (local.get $x))
          (local.set $i (i32.add (local.get $i) (i32.const 4)))
          (local.set $j (i32.sub (local.get $j) (i32.const 4)))))
      (br_if $swaps (i32.le_s (local.get $i) (local.get $j))))
    (call $sort (local.get $from) (local.get $j))
    (call $sort (local.get $i) (local.get $to)))

  (func $sum (param $n i32) (result i64) (local $i i32) (local $sum i64)
    (loop $next
      (local.set $sum
        (i64.add (local.get $sum)
          (i64.mul (i64.extend_i32_u (local.get $i))
            (i64.load32_u (i32.shl (local.get $i) (i32.const 2))))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum))

  (func (export "run") (local $n i32)
    (local.set $n (i32.wrap_i64 (global.get $n)))
    (call $fill (local.get $n))
    (call $sort (i32.const 0) (i32.shl (i32.sub (local.get $n) (i32.const 1)) (i32.const 2)))
    (global.set $result (call $sum (local.get $n)))))
