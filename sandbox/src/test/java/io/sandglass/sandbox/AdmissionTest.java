package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdmissionTest {
    private static final long MIB = 1 << 20;

    /** 64 guests that each fill 16 MiB would need 1 GiB at once; the budget lets three in at a time. */
    @Test
    void guestsWaitForMemoryInsteadOfExhaustingTheHeap() {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try (WasmSandbox sandbox = WasmSandbox.create(
                SandboxSettings.defaults().withMaxConcurrentGuests(64).withMemoryBudgetBytes(50 * MIB))) {
            SandboxModule module = sandbox.load(Wat.module("""
                    (module (memory 1 256)
                      (func (export "_start")
                        (drop (memory.grow (i32.const 255)))
                        (memory.fill (i32.const 0) (i32.const 1) (i32.const 16777216))))
                    """));

            List<CompletableFuture<SandboxResult>> runs = IntStream.range(0, 64)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> sandbox.run(module, Invocation.of(new byte[0])), callers))
                    .toList();

            assertThat(runs).allSatisfy(run -> {
                SandboxResult result = run.join();
                assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
                assertThat(result.usage().peakMemoryBytes()).isEqualTo(16 * MIB);
            });
            assertThat(runs)
                    .anySatisfy(
                            run -> assertThat(run.join().usage().queueNanos()).isPositive());
        } finally {
            callers.shutdown();
        }
    }

    /** One page now, and 64 MiB if it grows: less would be something that the guest can notice. */
    @Test
    void aGuestThatMayHoldMoreThanThereIsForAllIsRefused() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withMemoryBudgetBytes(MIB))) {
            SandboxModule module = sandbox.load(Wat.command("nop"));
            Invocation call = Invocation.of(new byte[0]);

            SandboxResult refused = sandbox.run(module, call);
            SandboxResult asksForLess =
                    sandbox.run(module, call.withLimits(SandboxLimits.DEFAULTS.withMemoryBytes(MIB)));
            SandboxResult declaresLess =
                    sandbox.run(sandbox.load(Wat.module("(module (memory 1 16) (func (export \"_start\")))")), call);

            assertThat(refused.outcome()).isEqualTo(Outcome.MEMORY_LIMIT);
            assertThat(refused.fault().orElseThrow().kind()).isEqualTo("shared-memory-limit");
            assertThat(refused.fault().orElseThrow().message())
                    .contains("may have 67108864 bytes of memory", "the host has 1048576 for all guests together");
            assertThat(asksForLess.outcome()).isEqualTo(Outcome.OK);
            assertThat(declaresLess.outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void thereAreNoMorePlacesThanStacksHaveRoomFor() {
        assertThat(HostMemory.stacks(128 * MIB, 512 * MIB)).isEqualTo(6);
        assertThat(HostMemory.stacks(512 * MIB, 512 * MIB)).isEqualTo(1);
        assertThat(HostMemory.totalBytes()).isGreaterThan(Runtime.getRuntime().maxMemory() / 4);
        assertThat(SandboxSettings.defaults().withMaxConcurrentGuests(3).stackBytes())
                .isEqualTo(96 * MIB);
    }

    @Test
    void aRunThatCannotBeginGivesBackItsPlaceAndItsMemory() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withMaxConcurrentGuests(1))) {
            SandboxModule module = sandbox.load(Wat.command("nop"));
            Invocation call = Invocation.of(new byte[0]);
            Surroundings beyondTime =
                    Surroundings.NONE.strictly(new Surroundings.Strict(Instant.MAX, "beyond what a clock can show"));

            assertThatThrownBy(() -> sandbox.run(module, call.withSurroundings(beyondTime)))
                    .isInstanceOf(ArithmeticException.class);

            assertThat(sandbox.run(module, call).outcome()).isEqualTo(Outcome.OK);
        }
    }
}
