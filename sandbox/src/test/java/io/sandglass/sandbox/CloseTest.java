package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a sandbox. */
@Timeout(60)
class CloseTest {
    private static final byte[] ENDLESS = Wat.command("(loop (br 0))");
    /** Longer than nanoseconds can count. */
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private static final SandboxLimits AMPLE =
            SandboxLimits.DEFAULTS.withFuelUnits(Long.MAX_VALUE / 2).withWall(FOREVER);

    @Test
    void endsWhatRunsAndCanBeAwaited() throws InterruptedException {
        WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());
        SandboxModule module = sandbox.load(ENDLESS);
        CompletableFuture<SandboxResult> running = CompletableFuture.supplyAsync(
                () -> sandbox.run(module, Invocation.of(new byte[0]).withLimits(AMPLE)));

        awaitGuest();
        sandbox.close();

        assertThat(sandbox.awaitClosed(FOREVER)).isTrue();
        assertThat(running.join().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cannotBeAwaitedWhileItIsOpen() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults())) {
            assertThatThrownBy(() -> sandbox.awaitClosed(Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the sandbox is not closed");
        }
    }

    private static void awaitGuest() {
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sandglass-guest"))) {
            Thread.onSpinWait();
        }
    }
}
