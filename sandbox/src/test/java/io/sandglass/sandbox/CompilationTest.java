package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CompilationTest {
    @Test
    void refusesWhatTakesTooLong() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> new Compilation(Duration.ofSeconds(1), 1).await(() -> {
                    never.await();
                    throw new AssertionError("interrupted instead");
                }))
                .isInstanceOf(InvalidModule.class)
                .hasMessageContaining("longer than 1 s");
    }

    @Test
    void refusesWhatExhaustsTheHeap() {
        assertThatThrownBy(() -> new Compilation(Duration.ofSeconds(10), 1).await(() -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(InvalidModule.class)
                .hasMessageContaining("more memory to compile");
    }

    /** What cannot be stopped keeps its place, so that there are never more such threads than places. */
    @Test
    void saysThatItIsBusyWhileOthersCannotBeStopped() {
        CountDownLatch stuck = new CountDownLatch(1);
        Compilation one = new Compilation(Duration.ofMillis(200), 1);
        assertThatThrownBy(() -> one.await(() -> uninterruptibly(stuck))).hasMessageContaining("longer than 200 ms");

        assertThatThrownBy(() -> one.await(() -> "quick"))
                .isInstanceOf(InvalidModule.class)
                .hasMessageContaining("try again later");

        stuck.countDown();
        assertThat(one.await(() -> "quick")).isEqualTo("quick");
    }

    private static String uninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "late";
    }

    @Test
    void anInterruptOfTheCallerStaysSet() {
        CountDownLatch never = new CountDownLatch(1); // a finished compile would be answered before the interrupt
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Compilation(Duration.ofSeconds(10), 1).await(() -> {
                    never.await();
                    throw new IllegalStateException("not looked at");
                }))
                .isInstanceOf(LoadInterrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aRefusalIsRememberedWithItsReason() {
        // Valid to the policy, but the type of the body is wrong.
        byte[] wrong = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7F, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B};
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> sandbox.load(wrong))
                        .isInstanceOf(InvalidModule.class)
                        .hasMessageContaining("type mismatch");
            }
        }
    }

    @Test
    void anInterruptedLoadIsNotARefusal() {
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults())) {
            byte[] wasm = Wat.wasiCommand("", "");
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> sandbox.load(wasm)).isInstanceOf(LoadInterrupted.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(sandbox.load(wasm).isCommand()).isTrue();
        }
    }
}
