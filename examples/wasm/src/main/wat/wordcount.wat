;; Counts the words and the characters of a text.
;;
;; A WASI command, as a WASM node is: the whole of standard input is a JSON document such as
;;
;;   {"input": {"text": "to be or not"}, "config": {}, "context": {}}
;;
;; and standard output is the node's result:
;;
;;   {"words":4,"characters":12}
;;
;; The text is the first string in the document that is the value of a member named "text". Words are what stands between
;; spaces, tabs and line ends; characters are Unicode code points. Without a text it says so on standard error and exits
;; with 1.
(module
  (import "wasi_snapshot_preview1" "fd_read"
    (func $fd_read (param $fd i32) (param $iovs i32) (param $count i32) (param $done i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $iovs i32) (param $count i32) (param $done i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit"
    (func $proc_exit (param $code i32)))

  ;; Layout of the memory:
  ;;     0   one I/O vector: address, length
  ;;     8   how many bytes the last read or write moved
  ;;    64   constant texts
  ;;   512   the result, while it is put together
  ;;  1024   the input, up to $end; the memory grows with it
  (memory (export "memory") 1)
  (data (i32.const 64) "{\22words\22:")
  (data (i32.const 80) ",\22characters\22:")
  (data (i32.const 96) "}\n")
  (data (i32.const 112) "wordcount: the input has no string named \22text\22\n")
  (data (i32.const 192) "wordcount: the input does not fit into memory\n")

  (global $end (mut i32) (i32.const 1024))         ;; behind the last byte of the input
  (global $at (mut i32) (i32.const 1024))          ;; the next byte to look at
  (global $out (mut i32) (i32.const 512))          ;; behind the last byte of the result
  (global $words (mut i32) (i32.const 0))
  (global $characters (mut i32) (i32.const 0))

  (func (export "_start")
    (call $read_all)
    (if (i32.eqz (call $find_text))
      (then (call $fail (i32.const 112) (i32.const 48))))
    (call $count)
    (call $append (i32.const 64) (i32.const 9))
    (call $append_number (global.get $words))
    (call $append (i32.const 80) (i32.const 14))
    (call $append_number (global.get $characters))
    (call $append (i32.const 96) (i32.const 2))
    (call $write (i32.const 1) (i32.const 512) (i32.sub (global.get $out) (i32.const 512))))

  ;; Reads standard input to its end, making room page by page.
  (func $read_all
    (loop $more
      (if (i32.eq (global.get $end) (call $memory_bytes))
        (then
          (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1))
            (then (call $fail (i32.const 192) (i32.const 46))))))
      (i32.store (i32.const 0) (global.get $end))
      (i32.store (i32.const 4) (i32.sub (call $memory_bytes) (global.get $end)))
      (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))
        (then (call $fail (i32.const 192) (i32.const 46))))
      (global.set $end (i32.add (global.get $end) (i32.load (i32.const 8))))
      ;; A read of nothing is the end of the input.
      (br_if $more (i32.load (i32.const 8)))))

  (func $memory_bytes (result i32)
    (i32.shl (memory.size) (i32.const 16)))

  ;; Goes behind the opening quote of the text; returns 0 if there is none.
  (func $find_text (result i32)
    (local $start i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (global.get $end))
        (then (return (i32.const 0))))
      (br_if $next (i32.ne (call $take) (i32.const 34)))      ;; 34 is a quote
      (local.set $start (global.get $at))
      (call $skip_string)
      (br_if $next (i32.eqz (call $is_text_key (local.get $start))))
      ;; A string is a member's name only if a colon follows.
      (br_if $next (i32.ne (call $take_behind_spaces) (i32.const 58)))
      (br_if $next (i32.ne (call $take_behind_spaces) (i32.const 34))))
    (i32.const 1))

  ;; Whether the string that began at $start, and whose closing quote was just passed, is "text".
  (func $is_text_key (param $start i32) (result i32)
    (i32.and
      (i32.eq (i32.sub (global.get $at) (local.get $start)) (i32.const 5))
      (i32.eq (i32.load (local.get $start)) (i32.const 0x74786574))))    ;; "text", read as a little-endian number

  ;; Goes behind the closing quote of a string.
  (func $skip_string
    (local $byte i32)
    (loop $next
      (local.set $byte (call $take))
      (if (i32.eq (local.get $byte) (i32.const 92))           ;; a backslash takes the next byte with it
        (then
          (drop (call $take))
          (br $next)))
      (br_if $next
        (i32.and
          (i32.ne (local.get $byte) (i32.const 34))
          (i32.lt_u (global.get $at) (global.get $end))))))

  ;; The next byte of the input, which is then behind us; 0 at its end.
  (func $take (result i32)
    (if (i32.ge_u (global.get $at) (global.get $end))
      (then (return (i32.const 0))))
    (i32.load8_u (global.get $at))
    (global.set $at (i32.add (global.get $at) (i32.const 1))))

  (func $take_behind_spaces (result i32)
    (local $byte i32)
    (loop $next
      (local.set $byte (call $take))
      (br_if $next (call $is_space (local.get $byte))))
    ;; What is no space may be the quote of a string to look at, so it stays unread unless it is what was hoped for.
    (if (i32.and
          (i32.ne (local.get $byte) (i32.const 58))
          (i32.and (i32.ne (local.get $byte) (i32.const 34)) (i32.ne (local.get $byte) (i32.const 0))))
      (then (global.set $at (i32.sub (global.get $at) (i32.const 1)))))
    (local.get $byte))

  ;; Space, tab, line feed, carriage return.
  (func $is_space (param $code i32) (result i32)
    (i32.or
      (i32.or (i32.eq (local.get $code) (i32.const 32)) (i32.eq (local.get $code) (i32.const 9)))
      (i32.or (i32.eq (local.get $code) (i32.const 10)) (i32.eq (local.get $code) (i32.const 13)))))

  ;; Counts up to the closing quote.
  (func $count
    (local $code i32)
    (local $in_word i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (global.get $end))
        (then (return)))
      (local.set $code (call $take))
      (if (i32.eq (local.get $code) (i32.const 34))
        (then (return)))
      ;; In UTF-8 the bytes 10xxxxxx continue a character that was counted already.
      (br_if $next (i32.eq (i32.and (local.get $code) (i32.const 0xC0)) (i32.const 0x80)))
      (if (i32.eq (local.get $code) (i32.const 92))
        (then (local.set $code (call $escaped))))
      ;; The second half of a pair of \u escapes belongs to the character of the first.
      (br_if $next (i32.eq (i32.and (local.get $code) (i32.const 0xFC00)) (i32.const 0xDC00)))
      (global.set $characters (i32.add (global.get $characters) (i32.const 1)))
      (if (call $is_space (local.get $code))
        (then
          (local.set $in_word (i32.const 0))
          (br $next)))
      (if (i32.eqz (local.get $in_word))
        (then (global.set $words (i32.add (global.get $words) (i32.const 1)))))
      (local.set $in_word (i32.const 1))
      (br $next)))

  ;; The character that an escape stands for; the backslash is behind us. Only spaces matter, so \b and \f stay letters.
  (func $escaped (result i32)
    (local $letter i32)
    (local.set $letter (call $take))
    (if (i32.eq (local.get $letter) (i32.const 110))          ;; \n
      (then (return (i32.const 10))))
    (if (i32.eq (local.get $letter) (i32.const 116))          ;; \t
      (then (return (i32.const 9))))
    (if (i32.eq (local.get $letter) (i32.const 114))          ;; \r
      (then (return (i32.const 13))))
    (if (i32.eq (local.get $letter) (i32.const 117))          ;; \uXXXX
      (then (return (call $four_digits))))
    (local.get $letter))

  ;; Four hexadecimal digits.
  (func $four_digits (result i32)
    (local $left i32)
    (local $value i32)
    (local $digit i32)
    (local.set $left (i32.const 4))
    (loop $next
      (local.set $digit (call $take))
      ;; Letters begin at 65 and 97, which is 1 in the lower four bits of both.
      (if (i32.ge_u (local.get $digit) (i32.const 65))
        (then (local.set $digit (i32.add (i32.and (local.get $digit) (i32.const 15)) (i32.const 9)))))
      (local.set $value
        (i32.or (i32.shl (local.get $value) (i32.const 4)) (i32.and (local.get $digit) (i32.const 15))))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $next (local.get $left)))
    (local.get $value))

  (func $append (param $text i32) (param $length i32)
    (memory.copy (global.get $out) (local.get $text) (local.get $length))
    (global.set $out (i32.add (global.get $out) (local.get $length))))

  ;; Appends a number in decimal: the digits before the last first, by recursion.
  (func $append_number (param $number i32)
    (if (i32.ge_u (local.get $number) (i32.const 10))
      (then (call $append_number (i32.div_u (local.get $number) (i32.const 10)))))
    (i32.store8 (global.get $out) (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
    (global.set $out (i32.add (global.get $out) (i32.const 1))))

  (func $write (param $fd i32) (param $text i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $text))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))

  ;; Says why on standard error, and ends.
  (func $fail (param $message i32) (param $length i32)
    (call $write (i32.const 2) (local.get $message) (local.get $length))
    (call $proc_exit (i32.const 1))
    (unreachable)))
