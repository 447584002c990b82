;; Fetches a page.
;;
;; A guest has no network. It asks its host, which goes only where the workflow's permissions lead. Standard input is a JSON
;; document such as
;;
;;   {"input": {"url": "https://example.com/"}, "config": {}, "context": {}}
;;
;; and standard output is the node's result:
;;
;;   {"status":200,"body":"<!doctype html>..."}
;;
;; The address is the first string in the document that is the value of a member named "url". A page is expected to be text
;; in UTF-8. If the server does not answer, the program says why on standard error and exits with 75, so that the node is tried
;; again; if the request makes no sense, with 1. A place that is not granted, or not public, ends the program from outside.
(module
  (import "wasi_snapshot_preview1" "fd_read"
    (func $fd_read (param $fd i32) (param $iovs i32) (param $count i32) (param $done i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $iovs i32) (param $count i32) (param $done i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit"
    (func $proc_exit (param $code i32)))
  (import "sandglass" "http"
    (func $http (param $request i32) (param $length i32) (param $body i32) (param $body_length i32) (result i32)))
  (import "sandglass" "answer_length" (func $answer_length (result i32)))
  (import "sandglass" "answer_read" (func $answer_read (param $to i32) (param $room i32) (result i32)))

  ;; Layout of the memory:
  ;;     0   one I/O vector: address, length
  ;;     8   how many bytes the last read or write moved
  ;;    64   constant texts
  ;;  1024   the input; behind it the request, then the answer, then the result, up to $end; the memory grows with them
  (memory (export "memory") 1)
  (data (i32.const 64) "{\22url\22:")
  (data (i32.const 80) "{\22status\22:")
  (data (i32.const 96) ",\22body\22:\22")
  (data (i32.const 112) "\22}\n")
  (data (i32.const 128) "\\u00")
  (data (i32.const 144) "0123456789abcdef")
  (data (i32.const 192) "fetch: the input has no string named \22url\22\n")
  (data (i32.const 256) "fetch: it does not fit into memory\n")

  (global $end (mut i32) (i32.const 1024))         ;; behind the last byte in use
  (global $at (mut i32) (i32.const 1024))          ;; the next byte of the input to look at
  (global $input_end (mut i32) (i32.const 1024))

  (func (export "_start")
    (local $url i32)
    (local $request i32)
    (local $status i32)
    (local $answer i32)
    (local $result i32)
    (call $read_all)
    (local.set $url (call $find_url))
    (if (i32.eqz (local.get $url))
      (then (call $fail (i32.const 1) (i32.const 192) (i32.const 43))))

    ;; The address is a JSON string here as there, so it is handed on as it was written, quotes included.
    (local.set $request (global.get $end))
    (call $append (i32.const 64) (i32.const 7))
    (call $append (local.get $url) (i32.sub (global.get $at) (local.get $url)))
    (call $append_byte (i32.const 125))            ;; }
    (local.set $status
      (call $http (local.get $request) (i32.sub (global.get $end) (local.get $request)) (i32.const 0) (i32.const 0)))

    (local.set $answer (call $append_answer))
    (if (i32.lt_s (local.get $status) (i32.const 0))
      (then
        (call $append_byte (i32.const 10))
        (call $fail
          (select (i32.const 75) (i32.const 1) (i32.eq (local.get $status) (i32.const -5)))
          (local.get $answer)
          (i32.sub (global.get $end) (local.get $answer)))))

    (local.set $result (global.get $end))
    (call $append (i32.const 80) (i32.const 10))
    (call $append_number (local.get $status))
    (call $append (i32.const 96) (i32.const 9))
    (call $append_escaped (local.get $answer) (local.get $result))
    (call $append (i32.const 112) (i32.const 3))
    (call $write (i32.const 1) (local.get $result) (i32.sub (global.get $end) (local.get $result))))

  ;; Reads standard input to its end.
  (func $read_all
    (loop $more
      (call $reserve (i32.const 4096))
      (i32.store (i32.const 0) (global.get $end))
      (i32.store (i32.const 4) (i32.const 4096))
      (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))
        (then (call $fail (i32.const 1) (i32.const 256) (i32.const 35))))
      (global.set $end (i32.add (global.get $end) (i32.load (i32.const 8))))
      ;; A read of nothing is the end of the input.
      (br_if $more (i32.load (i32.const 8))))
    (global.set $input_end (global.get $end)))

  ;; The opening quote of the address, and goes behind its closing one; 0 if there is no address.
  (func $find_url (result i32)
    (local $start i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (global.get $input_end))
        (then (return (i32.const 0))))
      (br_if $next (i32.ne (call $take) (i32.const 34)))      ;; 34 is a quote
      (local.set $start (global.get $at))
      (call $skip_string)
      (br_if $next (i32.eqz (call $is_url_key (local.get $start))))
      ;; A string is a member's name only if a colon follows.
      (br_if $next (i32.ne (call $peek_behind_spaces) (i32.const 58)))
      (drop (call $take))
      (br_if $next (i32.ne (call $peek_behind_spaces) (i32.const 34))))
    (local.set $start (global.get $at))
    (drop (call $take))
    (call $skip_string)
    (local.get $start))

  ;; Whether the string that began at $start, and whose closing quote was just passed, is "url".
  (func $is_url_key (param $start i32) (result i32)
    (i32.and
      (i32.eq (i32.sub (global.get $at) (local.get $start)) (i32.const 4))
      (i32.eq (i32.load (local.get $start)) (i32.const 0x226C7275))))    ;; url", read as a little-endian number

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
          (i32.lt_u (global.get $at) (global.get $input_end))))))

  ;; The next byte of the input, which is then behind us; 0 at its end.
  (func $take (result i32)
    (if (i32.ge_u (global.get $at) (global.get $input_end))
      (then (return (i32.const 0))))
    (i32.load8_u (global.get $at))
    (global.set $at (i32.add (global.get $at) (i32.const 1))))

  ;; The next byte that is no space, which stays before us; 0 at the end.
  (func $peek_behind_spaces (result i32)
    (local $byte i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (global.get $input_end))
        (then (return (i32.const 0))))
      (local.set $byte (i32.load8_u (global.get $at)))
      (if (i32.le_u (local.get $byte) (i32.const 32))
        (then
          (drop (call $take))
          (br $next))))
    (local.get $byte))

  ;; Appends what the host holds as the answer to the last call, and says where.
  (func $append_answer (result i32)
    (local $from i32)
    (local.set $from (global.get $end))
    (call $reserve (call $answer_length))
    (global.set $end
      (i32.add (local.get $from) (call $answer_read (local.get $from) (call $answer_length))))
    (local.get $from))

  ;; Appends a text as the inside of a JSON string.
  (func $append_escaped (param $from i32) (param $to i32)
    (local $byte i32)
    (loop $next
      (if (i32.ge_u (local.get $from) (local.get $to))
        (then (return)))
      (local.set $byte (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (if (i32.or
            (i32.lt_u (local.get $byte) (i32.const 32))
            (i32.or (i32.eq (local.get $byte) (i32.const 34)) (i32.eq (local.get $byte) (i32.const 92))))
        (then
          (call $append (i32.const 128) (i32.const 4))
          (call $append_byte (i32.load8_u offset=144 (i32.shr_u (local.get $byte) (i32.const 4))))
          (call $append_byte (i32.load8_u offset=144 (i32.and (local.get $byte) (i32.const 15)))))
        (else (call $append_byte (local.get $byte))))
      (br $next)))

  ;; Appends a number in decimal: the digits before the last first, by recursion.
  (func $append_number (param $number i32)
    (if (i32.ge_u (local.get $number) (i32.const 10))
      (then (call $append_number (i32.div_u (local.get $number) (i32.const 10)))))
    (call $append_byte (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10)))))

  (func $append (param $text i32) (param $length i32)
    (call $reserve (local.get $length))
    (memory.copy (global.get $end) (local.get $text) (local.get $length))
    (global.set $end (i32.add (global.get $end) (local.get $length))))

  (func $append_byte (param $byte i32)
    (call $reserve (i32.const 1))
    (i32.store8 (global.get $end) (local.get $byte))
    (global.set $end (i32.add (global.get $end) (i32.const 1))))

  ;; Makes room for so many bytes behind what is in use.
  (func $reserve (param $bytes i32)
    (local $missing i32)
    (local.set $missing
      (i32.sub (i32.add (global.get $end) (local.get $bytes)) (i32.shl (memory.size) (i32.const 16))))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then
        (if (i32.eq
              (memory.grow (i32.shr_u (i32.add (local.get $missing) (i32.const 65535)) (i32.const 16)))
              (i32.const -1))
          (then (call $fail (i32.const 1) (i32.const 256) (i32.const 35)))))))

  (func $write (param $fd i32) (param $text i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $text))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))

  ;; Says why on standard error, and ends.
  (func $fail (param $code i32) (param $message i32) (param $length i32)
    (call $write (i32.const 2) (local.get $message) (local.get $length))
    (call $proc_exit (local.get $code))
    (unreachable)))
