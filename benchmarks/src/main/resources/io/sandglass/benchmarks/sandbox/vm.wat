;; An interpreter of a small register machine, which counts the steps of the Collatz sequences below n.
;; An instruction has four bytes: operation and three operands. Result: the number of steps.
(module
  (memory 1)
  (global $n (export "n") (mut i64) (i64.const 1))
  (global $result (export "result") (mut i64) (i64.const 0))
  (data (i32.const 0)
    "\01\00\01\00"  ;;  0 r0 = 1
    "\01\03\00\00"  ;;  1 r3 = 0
    "\01\05\01\00"  ;;  2 r5 = 1
    "\01\07\03\00"  ;;  3 r7 = 3
    "\06\04\00\01"  ;;  4 r4 = r0 < r1
    "\08\04\13\00"  ;;  5 if r4 = 0 go to 19
    "\02\02\00\00"  ;;  6 r2 = r0
    "\06\04\05\02"  ;;  7 r4 = r5 < r2
    "\08\04\11\00"  ;;  8 if r4 = 0 go to 17
    "\03\03\03\05"  ;;  9 r3 = r3 + r5
    "\05\04\02\05"  ;; 10 r4 = r2 & r5
    "\08\04\0f\00"  ;; 11 if r4 = 0 go to 15
    "\04\02\02\07"  ;; 12 r2 = r2 * r7
    "\03\02\02\05"  ;; 13 r2 = r2 + r5
    "\09\07\00\00"  ;; 14 go to 7
    "\07\02\02\05"  ;; 15 r2 = r2 >> r5
    "\09\07\00\00"  ;; 16 go to 7
    "\03\00\00\05"  ;; 17 r0 = r0 + r5
    "\09\04\00\00"  ;; 18 go to 4
    "\00\00\00\00") ;; 19 halt

  (func $get (param $register i32) (result i32)
    (i32.load offset=1024 (i32.shl (local.get $register) (i32.const 2))))

  (func $set (param $register i32) (param $value i32)
    (i32.store offset=1024 (i32.shl (local.get $register) (i32.const 2)) (local.get $value)))

  (func $interpret (local $pc i32) (local $at i32) (local $a i32) (local $b i32) (local $c i32)
    (loop $next
      (local.set $at (local.get $pc))
      (local.set $pc (i32.add (local.get $pc) (i32.const 4)))
      (local.set $a (i32.load8_u offset=1 (local.get $at)))
      (local.set $b (i32.load8_u offset=2 (local.get $at)))
      (local.set $c (i32.load8_u offset=3 (local.get $at)))
      (block $jump
      (block $jump_if_zero
      (block $shift
      (block $less
      (block $and
      (block $multiply
      (block $add
      (block $move
      (block $constant
      (block $halt
        (br_table $halt $constant $move $add $multiply $and $less $shift $jump_if_zero $jump (i32.load8_u (local.get $at))))
      (return))
      (call $set (local.get $a) (local.get $b))
      (br $next))
      (call $set (local.get $a) (call $get (local.get $b)))
      (br $next))
      (call $set (local.get $a) (i32.add (call $get (local.get $b)) (call $get (local.get $c))))
      (br $next))
      (call $set (local.get $a) (i32.mul (call $get (local.get $b)) (call $get (local.get $c))))
      (br $next))
      (call $set (local.get $a) (i32.and (call $get (local.get $b)) (call $get (local.get $c))))
      (br $next))
      (call $set (local.get $a) (i32.lt_u (call $get (local.get $b)) (call $get (local.get $c))))
      (br $next))
      (call $set (local.get $a) (i32.shr_u (call $get (local.get $b)) (call $get (local.get $c))))
      (br $next))
      (if (i32.eqz (call $get (local.get $a))) (then (local.set $pc (i32.shl (local.get $b) (i32.const 2)))))
      (br $next))
      (local.set $pc (i32.shl (local.get $a) (i32.const 2)))
      (br $next)))

  (func (export "run")
    (call $set (i32.const 1) (i32.wrap_i64 (global.get $n)))
    (call $interpret)
    (global.set $result (i64.extend_i32_u (call $get (i32.const 3))))))
