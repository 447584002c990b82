package io.sandglass.sandbox.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fuel of a run follows from the module and its input: whatever engine, JVM and machine, idle or not. */
@Timeout(120)
class SameFuelTest {
    private static final int RUNS = 1_000;
    private static final byte[] INPUT = "0123456789".repeat(123).getBytes(UTF_8);

    private final List<WasmSandbox> sandboxes = Suite.ENGINES.stream()
            .map(engine -> Suite.sandbox(SandboxSettings.defaults(), engine))
            .toList();
    private final List<Kernel> kernels = Kernel.all();
    private final ExecutorService callers = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        sandboxes.forEach(WasmSandbox::close);
        callers.shutdownNow();
    }

    @Test
    void isOneNumberWhenIdle() {
        assertSoftly(all -> loads().forEach(load -> all.assertThat(load.fuel())
                .as("%s", load)
                .isEqualTo(load.kernel().fuel())));
    }

    @Test
    void isOneNumberInAThousandRunsUnderLoad() throws Exception {
        List<Load> loads = loads();
        AtomicBoolean done = new AtomicBoolean();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .forEach(i -> burner(done).start());
        try {
            List<Future<Long>> fuel = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                fuel.add(callers.submit(loads.get(i % loads.size())::fuel));
            }
            for (int i = 0; i < RUNS; i++) {
                Load load = loads.get(i % loads.size());
                assertThat(fuel.get(i).get(60, TimeUnit.SECONDS))
                        .as("run %d, %s", i, load)
                        .isEqualTo(load.kernel().fuel());
            }
        } finally {
            done.set(true);
        }
    }

    private static Thread burner(AtomicBoolean done) {
        Thread thread = new Thread(() -> {
            while (!done.get()) {
                Thread.onSpinWait();
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    private List<Load> loads() {
        return IntStream.range(0, sandboxes.size())
                .boxed()
                .flatMap(engine -> kernels.stream()
                        .map(kernel -> new Load(
                                Suite.ENGINES.get(engine),
                                kernel,
                                sandboxes.get(engine),
                                sandboxes.get(engine).load(kernel.wasm()))))
                .toList();
    }

    /** One kernel on one engine. */
    private record Load(String engine, Kernel kernel, WasmSandbox sandbox, SandboxModule module) {
        long fuel() {
            SandboxResult result = sandbox.run(module, Invocation.of(INPUT));

            assertThat(result.outcome()).as("%s: %s", this, result).isEqualTo(Outcome.OK);
            return result.usage().fuelUnits();
        }

        @Override
        public String toString() {
            return kernel + " on " + engine;
        }
    }
}
