;; Reads the same JSON document, which is put in where @document stands, n times. Result: the sum of its numbers, of the lengths of its strings and of its nesting.
(module
  (memory 1)
  (global $n (export "n") (mut i64) (i64.const 1))
  (global $result (export "result") (mut i64) (i64.const 0))
  (global $at (mut i32) (i32.const 0))
  (global $sum (mut i64) (i64.const 0))
  (data (i32.const 0) "@document\00")

  (func $peek (result i32) (i32.load8_u (global.get $at)))

  (func $skip (global.set $at (i32.add (global.get $at) (i32.const 1))))

  (func $blank (result i32)
    (i32.or
      (i32.or (i32.eq (call $peek) (i32.const 32)) (i32.eq (call $peek) (i32.const 10)))
      (i32.or (i32.eq (call $peek) (i32.const 13)) (i32.eq (call $peek) (i32.const 9)))))

  (func $blanks
    (block $done
      (loop $next
        (br_if $done (i32.eqz (call $blank)))
        (call $skip)
        (br $next))))

  (func $expect (param $character i32)
    (if (i32.ne (call $peek) (local.get $character)) (then unreachable))
    (call $skip))

  (func $add (param $units i64) (global.set $sum (i64.add (global.get $sum) (local.get $units))))

  (func $string (local $length i64)
    (call $expect (i32.const 34))
    (block $done
      (loop $next
        (br_if $done (i32.eq (call $peek) (i32.const 34)))
        (if (i32.eq (call $peek) (i32.const 92)) (then (call $skip)))
        (call $skip)
        (local.set $length (i64.add (local.get $length) (i64.const 1)))
        (br $next)))
    (call $skip)
    (call $add (local.get $length)))

  (func $digit (result i32) (i32.lt_u (i32.sub (call $peek) (i32.const 48)) (i32.const 10)))

  (func $number (local $value i64) (local $negative i32)
    (if (i32.eq (call $peek) (i32.const 45)) (then (local.set $negative (i32.const 1)) (call $skip)))
    (if (i32.eqz (call $digit)) (then unreachable))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (call $digit)))
        (local.set $value
          (i64.add (i64.mul (local.get $value) (i64.const 10))
            (i64.extend_i32_u (i32.sub (call $peek) (i32.const 48)))))
        (call $skip)
        (br $next)))
    (call $add
      (select (i64.sub (i64.const 0) (local.get $value)) (local.get $value) (local.get $negative))))

  (func $array
    (call $expect (i32.const 91))
    (loop $next
      (call $value)
      (call $blanks)
      (if (i32.eq (call $peek) (i32.const 44)) (then (call $skip) (br $next))))
    (call $expect (i32.const 93)))

  (func $object
    (call $expect (i32.const 123))
    (loop $next
      (call $blanks)
      (call $string)
      (call $blanks)
      (call $expect (i32.const 58))
      (call $value)
      (call $blanks)
      (if (i32.eq (call $peek) (i32.const 44)) (then (call $skip) (br $next))))
    (call $expect (i32.const 125)))

  (func $word
    (block $done
      (loop $next
        (br_if $done (i32.gt_u (i32.sub (call $peek) (i32.const 97)) (i32.const 25)))
        (call $skip)
        (br $next)))
    (call $add (i64.const 1)))

  (func $value (local $first i32)
    (call $blanks)
    (local.set $first (call $peek))
    (if (i32.eq (local.get $first) (i32.const 34)) (then (call $string) (return)))
    (if (i32.eq (local.get $first) (i32.const 123)) (then (call $object) (return)))
    (if (i32.eq (local.get $first) (i32.const 91)) (then (call $array) (return)))
    (if (i32.ge_u (local.get $first) (i32.const 97)) (then (call $word) (return)))
    (call $number))

  (func (export "run") (local $i i64)
    (loop $next
      (global.set $at (i32.const 0))
      (call $value)
      (br_if $next (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const 1))) (global.get $n))))
    (global.set $result (global.get $sum))))
