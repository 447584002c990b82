package io.sandglass.sandbox.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.CancelSignal;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.Wat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** One engine's sandbox, which must outlive all its guests unharmed. */
final class Host implements AutoCloseable {
    private static final long SLACK_BYTES = 24L << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final byte[] INNOCENT =
            Wat.wasiCommand("(data (i32.const 16) \"fine\")", "(call $print (i32.const 16) (i32.const 4))");

    private final WasmSandbox sandbox;
    private volatile Runnable onClock = () -> {};
    private final long baseline;

    Host(String engine) {
        sandbox = Suite.sandbox(SandboxSettings.defaults().withWorld(new Telling(), () -> 0x5EED_0F_CA1ABL), engine);
        innocentRun();
        baseline = heap();
    }

    /** What became of one guest. */
    record Attempt(Ended ended, byte[] stdout, long fuel) {}

    Attempt attempt(Hostile guest) {
        CancelSignal cancel = new CancelSignal();
        if (guest.expected().word().equals("CANCELLED")) {
            onClock = cancel::cancel;
        }
        try {
            SandboxResult result = sandbox.run(
                    sandbox.load(guest.wasm()),
                    Invocation.of(new byte[0]).withLimits(guest.limits()).withCancel(cancel));
            guest.also().accept(result);
            return new Attempt(Ended.of(result), result.stdout(), result.usage().fuelUnits());
        } catch (InvalidModule e) {
            return new Attempt(Ended.of(e), new byte[0], 0);
        } finally {
            onClock = () -> {};
        }
    }

    /** No thread lost, no memory kept, and the next guest runs. */
    void assertUnharmed() {
        assertThat(Thread.currentThread().isInterrupted()).as("interrupted").isFalse();
        assertThat(sandbox.abandonedGuests()).as("guests left behind").isZero();
        innocentRun();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long used = heap();
        while (used > baseline + SLACK_BYTES && System.nanoTime() < deadline) {
            used = heap();
        }
        assertThat(used).as("bytes of heap in use").isLessThanOrEqualTo(baseline + SLACK_BYTES);
    }

    private void innocentRun() {
        SandboxResult result = sandbox.run(sandbox.load(INNOCENT), Invocation.of(new byte[0]));

        assertThat(result.stdout()).as(result.toString()).asString(UTF_8).isEqualTo("fine");
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void close() {
        sandbox.close();
    }

    /** Stands still, and tells when a guest looks at it. */
    private final class Telling extends Clock {
        @Override
        public Instant instant() {
            onClock.run();
            return Instant.ofEpochSecond(1_700_000_000);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
