package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.Compiling;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WasmPluginTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final byte[] ENDLESS = Wat.command("", "(loop (br 0))");

    private final FakeContext context = new FakeContext();

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void handsTheGuestItsInputAndContext() throws Exception {
        NodeResult result = run(Wat.copying(), Map.of("amount", 12.5, "tags", List.of("a", "ä")));

        Payload expected = Payload.of(Map.of(
                "input",
                Map.of("amount", 12.5, "tags", List.of("a", "ä")),
                "config",
                Map.of(),
                "context",
                Map.of(
                        "runId",
                        "run-1",
                        "nodeId",
                        "node",
                        "attempt",
                        1,
                        "deadlineMs",
                        context.deadline().toEpochMilli(),
                        "idempotencyKey",
                        "run-1/node/0")));
        assertThat(((NodeResult.Completed) result).output()).isEqualTo(expected);
    }

    @Test
    void recordsWhatTheGuestUsed() throws Exception {
        NodeResult result = run(Wat.writing("{\"a\":1}", "careful", 0), Map.of());

        assertThat(result.usage().stdoutBytes()).isEqualTo(7);
        assertThat(result.usage().stderrBytes()).isEqualTo(7);
        assertThat(result.usage().peakMemoryBytes()).isEqualTo(2 * 65_536);
        assertThat(result.usage().execution().outcome()).isEqualTo("OK");
        assertThat(result.usage().execution().isolation()).isEqualTo("wasm");
        assertThat(result.usage().execution().fuelSchedule()).isPositive();
        assertThat(result.usage().execution().wallNanos()).isPositive();
        assertThat(result.usage().execution().hostCalls()).isPositive();
    }

    @Test
    void passesStandardErrorOnAsLogLines() throws Exception {
        run(Wat.writing("", "one\n\ntwo", 0), Map.of());

        assertThat(context.lines())
                .containsExactly(
                        new FakeContext.Line(LogLevel.INFO, "one"), new FakeContext.Line(LogLevel.INFO, "two"));
    }

    @Test
    void takesNothingForAnEmptyObject() throws Exception {
        assertThat(run(Wat.writing(" \n", "", 0), Map.of()))
                .isInstanceOfSatisfying(
                        NodeResult.Completed.class,
                        done -> assertThat(done.output()).isEqualTo(Payload.EMPTY));
    }

    @Test
    void refusesOutputThatIsNotOneJsonValue() throws Exception {
        for (String output : List.of("hello", "{} {}", "{\"a\":1,\"a\":2}", "[1,", "1e999", "[".repeat(300))) {
            NodeFailure failure = failure(Wat.writing(output, "", 0));

            assertThat(failure.code()).as(output).isEqualTo("BadOutput");
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.message()).doesNotContain("\n");
        }
    }

    @Test
    void tellsAFailureWorthAnotherAttemptFromOneForGood() throws Exception {
        NodeFailure soft = failure(Wat.writing("", "starting\npeer is away", 75));
        NodeFailure hard = failure(Wat.writing("", "", 3));

        assertThat(soft)
                .isEqualTo(new NodeFailure(
                        FailureKind.EXTERNAL, "Exit.75", "probe@1.0.0 exited with 75: peer is away", true));
        assertThat(hard).isEqualTo(new NodeFailure(FailureKind.USER, "Exit.3", "probe@1.0.0 exited with 3", false));
    }

    @Test
    void namesATrap() throws Exception {
        NodeFailure failure = failure(Wat.command("", "unreachable"));

        assertThat(failure.code()).isEqualTo("Trap");
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void namesWhatTheModuleWantsAndDoesNotGet() throws Exception {
        NodeFailure failure =
                failure(Wat2Wasm.parse("(module (import \"env\" \"open\" (func)) (func (export \"_start\")))"));

        assertThat(failure.code()).isEqualTo("LinkError");
        assertThat(failure.message()).contains("env.open");
    }

    @Test
    void failsForGoodWhenTheSandboxRefusesTheModule() throws Exception {
        byte[] broken = Wat.copying();
        broken[broken.length - 1] ^= 0x7F;
        WasmPlugin plugin = read("probe.wasm", broken);

        for (int i = 0; i < 2; i++) {
            NodeResult result = plugin.create(NodeConfig.of(Map.of())).execute(context);

            assertThat(((NodeResult.Failed) result).failure().code()).isEqualTo("InvalidModule");
            assertThat(result.usage().execution().outcome()).isEqualTo("INVALID_MODULE");
        }
    }

    @Test
    void blamesNoModuleWhenTheHostCannotCompileIt() throws Exception {
        Compiling noHeap = Compiling.DEFAULTS.withChildAboveBytes(0).withChildHeapBytes(1 << 20);
        try (WasmSandbox starved = WasmSandbox.create(SandboxSettings.defaults().withCompiling(noHeap))) {
            WasmPlugin plugin = WasmPlugin.read("probe.wasm", Wat.copying(), Optional.empty(), () -> starved);

            NodeResult result = plugin.create(NodeConfig.of(Map.of())).execute(context);

            NodeFailure failure = ((NodeResult.Failed) result).failure();
            assertThat(failure.code()).as(failure.message()).isEqualTo("SandboxError");
            assertThat(failure.retryable()).isTrue();
            assertThat(result.usage().execution().outcome()).isEqualTo("ENGINE_ERROR");
        }
    }

    @Test
    void stopsAtTheWallLimitOfTheContext() throws Exception {
        Limits limits = new Limits(Long.MAX_VALUE, 1 << 20, Duration.ofMillis(100), 1 << 20, 1 << 20, 1 << 10);

        NodeFailure failure = failure(ENDLESS, context.limitedTo(limits));

        assertThat(failure.code()).isEqualTo("Timeout");
        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void stopsWhenTheFuelOrTheStackIsUsedUp() throws Exception {
        Limits frugal = new Limits(10_000, 1 << 20, Duration.ofSeconds(30), 1 << 20, 1 << 20, 1 << 10);
        byte[] recursion = Wat.command("(func $deeper (call $deeper))", "(call $deeper)");

        NodeResult fuel =
                read("probe.wasm", ENDLESS).create(NodeConfig.of(Map.of())).execute(context.limitedTo(frugal));

        assertThat(((NodeResult.Failed) fuel).failure().code()).isEqualTo("FuelExhausted");
        assertThat(((NodeResult.Failed) fuel).failure().retryable()).isFalse();
        assertThat(fuel.usage().fuelUnits()).isPositive();
        assertThat(fuel.usage().execution().outcome()).isEqualTo("FUEL_EXHAUSTED");
        assertThat(failure(recursion, context.limitedTo(Limits.DEFAULT)).code()).isEqualTo("StackLimit");
    }

    @Test
    void stopsAtTheOutputAndInputLimits() throws Exception {
        Limits tiny = new Limits(1_000_000, 1 << 20, Duration.ofSeconds(5), 1 << 20, 4, 1 << 10);
        Limits deaf = new Limits(1_000_000, 1 << 20, Duration.ofSeconds(5), 4, 1 << 20, 1 << 10);

        assertThat(failure(Wat.writing("{\"a\":1}", "", 0), context.limitedTo(tiny))
                        .code())
                .isEqualTo("OutputLimit");
        assertThat(failure(Wat.writing("{}", "", 0), context.limitedTo(deaf)).code())
                .isEqualTo("InputLimit");
    }

    @Test
    void refusesAnOutputOfTooManyValues() throws Exception {
        Limits few = new Limits(1_000_000, 1 << 20, Duration.ofSeconds(5), 1 << 20, 1 << 20, 1 << 10, 0, 3);
        context.limitedTo(few);

        assertThat(run(Wat.writing("[1,2]", "", 0), Map.of())).isInstanceOf(NodeResult.Completed.class);
        NodeFailure failure = failure(Wat.writing("[{},{},{}]", "", 0), context);
        assertThat(failure.code()).isEqualTo("OutputTooLarge");
        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT);
        assertThat(failure.message()).contains("more than 3 values", "limits.values");
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        context.cancel();

        assertThat(failure(ENDLESS).code()).isEqualTo("Cancelled");
    }

    @Test
    void runsAfterAFirstRunThatWasInterrupted() throws Exception {
        WasmPlugin plugin = read("probe.wasm", Wat.writing("{\"never\":\"compiled before\"}", "", 0));
        Thread.currentThread().interrupt();

        NodeResult first = plugin.create(NodeConfig.of(Map.of())).execute(context);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(((NodeResult.Failed) first).failure().code()).isEqualTo("Cancelled");
        assertThat(plugin.create(NodeConfig.of(Map.of())).execute(context)).isInstanceOf(NodeResult.Completed.class);
    }

    @Test
    void asksForTheSandboxAtTheFirstRunOnly() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        WasmPlugin plugin = WasmPlugin.read("probe.wasm", Wat.copying(), Optional.empty(), () -> {
            asked.incrementAndGet();
            return SANDBOX;
        });

        assertThat(asked).hasValue(0);
        plugin.create(NodeConfig.of(Map.of())).execute(context);
        assertThat(asked).hasPositiveValue();
    }

    private NodeResult run(byte[] wasm, Map<String, ?> with) throws Exception {
        return read("probe.wasm", wasm).create(NodeConfig.of(with)).execute(context);
    }

    private NodeFailure failure(byte[] wasm) throws Exception {
        return failure(wasm, context);
    }

    private NodeFailure failure(byte[] wasm, FakeContext context) throws Exception {
        NodeResult result =
                read("probe.wasm", wasm).create(NodeConfig.of(Map.of())).execute(context);
        assertThat(result).isInstanceOf(NodeResult.Failed.class);
        return ((NodeResult.Failed) result).failure();
    }

    private static WasmPlugin read(String fileName, byte[] wasm) throws InvalidWasmPlugin {
        return WasmPlugin.read(fileName, wasm, Optional.empty(), () -> SANDBOX);
    }
}
