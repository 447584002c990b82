package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CancelTest {
    private static final byte[] LOOP = Wat.command("(loop $l (br $l))");

    private final WasmSandbox sandbox =
            WasmSandbox.create(SandboxSettings.defaults().withMaxConcurrentGuests(1));
    private final CancelSignal cancel = new CancelSignal();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        sandbox.close();
        callers.shutdown();
    }

    @Test
    void endsARunningGuest() throws Exception {
        CompletableFuture<SandboxResult> running = inBackground(LOOP, cancel);
        awaitGuest();

        long asked = System.nanoTime();
        cancel.cancel();
        SandboxResult result = running.get(10, TimeUnit.SECONDS);

        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void endsAGuestThatSleeps() throws Exception {
        CompletableFuture<SandboxResult> running = inBackground(sleeper(60), cancel);
        awaitGuest();

        cancel.cancel();

        assertThat(running.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aSleepIsNoLongerThanTheWallTime() {
        SandboxResult result = sandbox.run(
                sandbox.load(sleeper(60)),
                Invocation.of(new byte[0]).withLimits(SandboxLimits.DEFAULTS.withWall(Duration.ofMillis(100))));

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.usage().cpuNanos()).isLessThan(Duration.ofMillis(100).toNanos());
    }

    @Test
    void endsAGuestThatWaitsForItsPlace() throws Exception {
        CancelSignal first = new CancelSignal();
        CompletableFuture<SandboxResult> running = inBackground(LOOP, first);
        awaitGuest();
        CompletableFuture<SandboxResult> waiting = inBackground(Wat.command("nop"), cancel);

        cancel.cancel();

        assertThat(waiting.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(running).isNotDone();
        first.cancel();
        assertThat(running.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aSignalRaisedBeforeTheRunEndsItAtOnce() {
        cancel.cancel();

        SandboxResult result =
                sandbox.run(sandbox.load(LOOP), Invocation.of(new byte[0]).withCancel(cancel));

        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void anInterruptOfTheCallerCancelsAndStaysSet() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<SandboxResult> ended = new CompletableFuture<>();
        SandboxModule module = sandbox.load(LOOP);
        Thread caller = new Thread(() -> {
            SandboxResult result = sandbox.run(module, Invocation.of(new byte[0]));
            interrupted.set(Thread.currentThread().isInterrupted());
            ended.complete(result);
        });
        caller.start();
        awaitGuest();

        caller.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(interrupted).isTrue();
    }

    @Test
    void closingEndsWhatRuns() throws Exception {
        CompletableFuture<SandboxResult> running = inBackground(LOOP, cancel);
        awaitGuest();

        sandbox.close();

        assertThat(running.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void closingEndsWhatWaitsForItsPlace() throws Exception {
        CompletableFuture<SandboxResult> running = inBackground(LOOP, cancel);
        awaitGuest();
        CompletableFuture<SandboxResult> waiting = inBackground(Wat.command("nop"), new CancelSignal());
        awaitThread(thread -> isIn(thread, Admission.class));

        sandbox.close();

        assertThat(waiting.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(running.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    private CompletableFuture<SandboxResult> inBackground(byte[] wasm, CancelSignal signal) throws Exception {
        SandboxModule module = sandbox.load(wasm);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<SandboxResult> result = CompletableFuture.supplyAsync(
                () -> {
                    started.countDown();
                    return sandbox.run(module, Invocation.of(new byte[0]).withCancel(signal));
                },
                callers);
        started.await();
        return result;
    }

    /** Until a thread of the sandbox runs. */
    private static void awaitGuest() {
        awaitThread(thread -> thread.getKey().getName().startsWith("sandglass-guest") && isIn(thread, GuestRun.class));
    }

    private static void awaitThread(Predicate<Map.Entry<Thread, StackTraceElement[]>> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Thread.getAllStackTraces().entrySet().stream().noneMatch(wanted)) {
            assertThat(System.nanoTime()).as("a thread comes there in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static boolean isIn(Map.Entry<Thread, StackTraceElement[]> thread, Class<?> place) {
        return Arrays.stream(thread.getValue())
                .anyMatch(frame -> frame.getClassName().equals(place.getName()));
    }

    private static byte[] sleeper(int seconds) {
        return Wat.module("""
                (module
                  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                  (memory 1)
                  (func (export "_start")
                    (i64.store (i32.const 24) (i64.const %d000000000))
                    (if (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)) (then unreachable))))
                """.formatted(seconds));
    }
}
