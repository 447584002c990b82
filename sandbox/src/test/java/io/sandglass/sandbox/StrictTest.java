package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In a strict world the same module with the same input does the same. */
class StrictTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Writes the time, the monotonic time, 64 random bytes, both times after a sleep of a minute; works as chance says. */
    private static final String CURIOUS = """
            (module
              (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
              (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start") (local $n i32)
                (drop (call $time (i32.const 0) (i64.const 1) (i32.const 1000)))
                (drop (call $time (i32.const 1) (i64.const 1) (i32.const 1008)))
                (drop (call $random (i32.const 1016) (i32.const 64)))
                (i64.store (i32.const 24) (i64.const 60000000000))
                (drop (call $poll (i32.const 0) (i32.const 500) (i32.const 1) (i32.const 600)))
                (drop (call $time (i32.const 0) (i64.const 1) (i32.const 1080)))
                (drop (call $time (i32.const 1) (i64.const 1) (i32.const 1088)))
                (local.set $n (i32.load16_u (i32.const 1016)))
                (loop $l (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (i32.store (i32.const 700) (i32.const 1000))
                (i32.store (i32.const 704) (i32.const 96))
                (drop (call $write (i32.const 1) (i32.const 700) (i32.const 1) (i32.const 708)))))
            """;

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void doesTheSameEachTime() {
        SandboxResult first = run("run/node/1");
        SandboxResult second = run("run/node/1");

        assertThat(first.outcome()).as(first.toString()).isEqualTo(Outcome.OK);
        assertThat(second.stdout()).isEqualTo(first.stdout());
        assertThat(second.usage().fuelUnits()).isEqualTo(first.usage().fuelUnits());
    }

    @Test
    void aGuestDoesNotNoticeHowMuchMemoryItsHostHas() {
        byte[] growing =
                Wat.module("(module (memory 1) (func (export \"_start\") (drop (memory.grow (i32.const 100)))))");
        try (WasmSandbox small = WasmSandbox.create(SandboxSettings.defaults().withMemoryBudgetBytes(32 << 20))) {
            SandboxResult result = small.run(
                    small.load(growing),
                    Invocation.of(new byte[0])
                            .withSurroundings(Surroundings.NONE.strictly(new Surroundings.Strict(START, "any"))));

            assertThat(result.outcome()).isEqualTo(Outcome.MEMORY_LIMIT);
            assertThat(result.fault().orElseThrow().message()).contains("give the host more");
        }
    }

    @Test
    void theClockMovesByReadingAndBySleepingOnly() {
        ByteBuffer seen = ByteBuffer.wrap(run("any").stdout()).order(ByteOrder.LITTLE_ENDIAN);

        long start = Duration.ofMillis(START.toEpochMilli()).toNanos();
        long minute = Duration.ofMinutes(1).toNanos();
        assertThat(seen.getLong(0)).isEqualTo(start + 1_000_000);
        assertThat(seen.getLong(8)).isEqualTo(2_000_000);
        assertThat(seen.getLong(80)).isEqualTo(start + minute + 3_000_000);
        assertThat(seen.getLong(88)).isEqualTo(minute + 4_000_000);
    }

    @Test
    void anotherSeedIsAnotherChance() {
        SandboxResult one = run("run/node/1");
        SandboxResult other = run("run/node/2");

        assertThat(other.stdout()).isNotEqualTo(one.stdout());
        assertThat(other.usage().fuelUnits()).isNotEqualTo(one.usage().fuelUnits());
    }

    @Test
    void aMinuteOfSleepTakesNone() {
        assertThat(run("any").usage().wallNanos())
                .isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void sleepsThatNeverEndAreCut() {
        SandboxModule module = sandbox.load(Wat.module(CURIOUS.replace("60000000000", "-1")));

        SandboxResult result = sandbox.run(module, strict("any"));

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
    }

    private SandboxResult run(String seed) {
        return sandbox.run(sandbox.load(Wat.module(CURIOUS)), strict(seed));
    }

    private static Invocation strict(String seed) {
        return Invocation.of(new byte[0])
                .withSurroundings(Surroundings.NONE.strictly(new Surroundings.Strict(START, seed)));
    }
}
