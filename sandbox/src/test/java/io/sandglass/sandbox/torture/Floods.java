package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.torture.Hostile.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.Wat;
import java.time.Duration;
import java.util.stream.Stream;

/** Guests that write, sleep and call without end, and those that do not want to be stopped. */
final class Floods {
    private static final SandboxLimits STREAMS = SandboxLimits.DEFAULTS.withStreams(1_000, 1 << 20, 100_000);
    private static final SandboxLimits BRIEF = SandboxLimits.DEFAULTS.withWall(Duration.ofMillis(200));

    private static final String POLL = """
            (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
            (memory 1)
            """;
    private static final String MINUTE = "(i64.store (i32.const 24) (i64.const 60000000000))";
    private static final String SLEEP =
            "(drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))";

    /** The time of day, at which a test may raise the cancel signal. */
    private static final String TELL = "(drop (call $clock (i32.const 0) (i64.const 1) (i32.const 256)))";

    private Floods() {}

    static Stream<Hostile> all() {
        return Stream.concat(writing(), waiting());
    }

    private static Stream<Hostile> writing() {
        return Stream.of(
                of("stdout_flood", "OUTPUT_LIMIT stdout-limit", flood(1))
                        .within(STREAMS)
                        .and(result -> assertThat(result.stdout()).hasSizeLessThanOrEqualTo(1 << 20)),
                of("stderr_flood", "HOST_CALL_LIMIT host-call-limit", flood(2))
                        .within(STREAMS)
                        .and(result -> assertThat(result.stderr()).hasSizeLessThanOrEqualTo(100_000))
                        .and(result -> assertThat(result.stderrTruncated()).isTrue()),
                Hostile.module(
                        "hostcall_flood",
                        "HOST_CALL_LIMIT host-call-limit",
                        POLL
                                + "(func (export \"_start\") (loop $l (drop (call $clock (i32.const 1) (i64.const 1)"
                                + " (i32.const 256))) (br $l)))"));
    }

    /** Writes 64 KiB at a time. */
    private static byte[] flood(int descriptor) {
        return Wat.wasiCommand("", """
                (i32.store (i32.const 65540) (i32.const 65536))
                (loop $l (drop (call $write (i32.const %d) (i32.const 65536) (i32.const 1) (i32.const 65544))) (br $l))
                """.formatted(descriptor));
    }

    private static Stream<Hostile> waiting() {
        return Stream.of(
                waiting("sleep_60s", "TIMED_OUT wall-limit", MINUTE + SLEEP).within(BRIEF),
                waiting("loop_wall", "TIMED_OUT wall-limit", "(loop $l (br $l))")
                        .within(BRIEF),
                waiting("loop_wall_brif", "TIMED_OUT wall-limit", "(loop $l (br_if $l (i32.const 1)))")
                        .within(BRIEF),
                waiting("loop_wall_brtable", "TIMED_OUT wall-limit", "(loop $l (br_table $l $l (i32.const 7)))")
                        .within(BRIEF),
                waiting(
                                "loop_wall_fill",
                                "TIMED_OUT wall-limit",
                                "(loop $l (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br $l))")
                        .within(BRIEF),
                waiting("interrupt_swallow", "CANCELLED", MINUTE + TELL + "(loop $l " + SLEEP + "(br $l))")
                        .within(SandboxLimits.DEFAULTS),
                waiting("interrupt_loop", "CANCELLED", TELL + "(loop $l (br $l))")
                        .within(SandboxLimits.DEFAULTS));
    }

    private static Hostile waiting(String name, String expected, String body) {
        return Hostile.module(name, expected, POLL + "(func (export \"_start\") " + body + ")");
    }
}
