;; Five bodies under gravity, n steps. Result: the bits of their energy.
(module
  (memory 1)
  (global $n (export "n") (mut i64) (i64.const 1))
  (global $result (export "result") (mut i64) (i64.const 0))

  ;; Each has 56 bytes: place, velocity, mass.
  (func $body (param $at i32)
    (param $x f64) (param $y f64) (param $z f64) (param $vx f64) (param $vy f64) (param $vz f64) (param $mass f64)
    (f64.store (local.get $at) (local.get $x))
    (f64.store offset=8 (local.get $at) (local.get $y))
    (f64.store offset=16 (local.get $at) (local.get $z))
    (f64.store offset=24 (local.get $at) (local.get $vx))
    (f64.store offset=32 (local.get $at) (local.get $vy))
    (f64.store offset=40 (local.get $at) (local.get $vz))
    (f64.store offset=48 (local.get $at) (local.get $mass)))

  (func $bodies
    (call $body (i32.const 0) (f64.const 0) (f64.const 0) (f64.const 0)
      (f64.const 0) (f64.const 0) (f64.const 0) (f64.const 39.5))
    (call $body (i32.const 56) (f64.const 4.8) (f64.const -1.2) (f64.const -0.1)
      (f64.const 0.6) (f64.const 2.8) (f64.const -0.02) (f64.const 0.037))
    (call $body (i32.const 112) (f64.const 8.3) (f64.const 4.1) (f64.const -0.4)
      (f64.const -1.0) (f64.const 1.8) (f64.const 0.008) (f64.const 0.011))
    (call $body (i32.const 168) (f64.const 12.9) (f64.const -15.1) (f64.const -0.2)
      (f64.const 1.1) (f64.const 0.9) (f64.const -0.01) (f64.const 0.0017))
    (call $body (i32.const 224) (f64.const 15.4) (f64.const -25.9) (f64.const 0.2)
      (f64.const 1.0) (f64.const 0.6) (f64.const -0.03) (f64.const 0.002)))

  (func $pull (param $at i32) (param $dx f64) (param $dy f64) (param $dz f64) (param $m f64)
    (f64.store offset=24 (local.get $at)
      (f64.sub (f64.load offset=24 (local.get $at)) (f64.mul (local.get $dx) (local.get $m))))
    (f64.store offset=32 (local.get $at)
      (f64.sub (f64.load offset=32 (local.get $at)) (f64.mul (local.get $dy) (local.get $m))))
    (f64.store offset=40 (local.get $at)
      (f64.sub (f64.load offset=40 (local.get $at)) (f64.mul (local.get $dz) (local.get $m)))))

  (func $pair (param $i i32) (param $j i32)
    (local $dx f64) (local $dy f64) (local $dz f64) (local $d f64) (local $mag f64)
    (local.set $dx (f64.sub (f64.load (local.get $i)) (f64.load (local.get $j))))
    (local.set $dy (f64.sub (f64.load offset=8 (local.get $i)) (f64.load offset=8 (local.get $j))))
    (local.set $dz (f64.sub (f64.load offset=16 (local.get $i)) (f64.load offset=16 (local.get $j))))
    (local.set $d
      (f64.add
        (f64.add (f64.mul (local.get $dx) (local.get $dx)) (f64.mul (local.get $dy) (local.get $dy)))
        (f64.mul (local.get $dz) (local.get $dz))))
    (local.set $mag (f64.div (f64.const 0.001) (f64.mul (local.get $d) (f64.sqrt (local.get $d)))))
    (call $pull (local.get $i) (local.get $dx) (local.get $dy) (local.get $dz)
      (f64.mul (f64.load offset=48 (local.get $j)) (local.get $mag)))
    (call $pull (local.get $j) (local.get $dx) (local.get $dy) (local.get $dz)
      (f64.neg (f64.mul (f64.load offset=48 (local.get $i)) (local.get $mag)))))

  (func $move (param $at i32)
    (f64.store (local.get $at)
      (f64.add (f64.load (local.get $at)) (f64.mul (f64.const 0.001) (f64.load offset=24 (local.get $at)))))
    (f64.store offset=8 (local.get $at)
      (f64.add (f64.load offset=8 (local.get $at)) (f64.mul (f64.const 0.001) (f64.load offset=32 (local.get $at)))))
    (f64.store offset=16 (local.get $at)
      (f64.add (f64.load offset=16 (local.get $at))
        (f64.mul (f64.const 0.001) (f64.load offset=40 (local.get $at))))))

  (func $advance (local $i i32) (local $j i32)
    (loop $bodies
      (local.set $j (i32.add (local.get $i) (i32.const 56)))
      (block $last
        (loop $others
          (br_if $last (i32.ge_u (local.get $j) (i32.const 280)))
          (call $pair (local.get $i) (local.get $j))
          (local.set $j (i32.add (local.get $j) (i32.const 56)))
          (br $others)))
      (br_if $bodies (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 56))) (i32.const 280))))
    (local.set $i (i32.const 0))
    (loop $places
      (call $move (local.get $i))
      (br_if $places (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 56))) (i32.const 280)))))

  (func $square (param $x f64) (result f64) (f64.mul (local.get $x) (local.get $x)))

  ;; Of motion alone: enough to compare.
  (func $energy (result f64) (local $i i32) (local $sum f64)
    (loop $next
      (local.set $sum
        (f64.add (local.get $sum)
          (f64.mul (f64.load offset=48 (local.get $i))
            (f64.add
              (f64.add
                (call $square (f64.load offset=24 (local.get $i)))
                (call $square (f64.load offset=32 (local.get $i))))
              (call $square (f64.load offset=40 (local.get $i)))))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 56))) (i32.const 280))))
    (local.get $sum))

  (func (export "run") (local $i i64)
    (call $bodies)
    (loop $next
      (call $advance)
      (br_if $next (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const 1))) (global.get $n))))
    (global.set $result (i64.reinterpret_f64 (call $energy)))))
