package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 64 guests that fill 64 MiB each, at once, in a heap of 1 GiB: they wait for each other, and none meets an error. */
class BudgetRaceTest {
    private static final int GUESTS = 64;

    @TempDir
    Path scratch;

    @Test
    @Timeout(180)
    void guestsWaitInsteadOfExhaustingASmallHeap() throws IOException, InterruptedException {
        Path said = scratch.resolve("said");
        Process race = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Race.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
        try {
            assertThat(race.waitFor(150, TimeUnit.SECONDS)).as("the race ends").isTrue();
            assertThat(race.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            race.destroyForcibly();
        }
    }

    /** Runs in a JVM of its own. */
    static final class Race {
        private Race() {}

        public static void main(String[] args) {
            byte[] wasm = Wat.module("""
                    (module (memory 1 1024)
                      (func (export "_start")
                        (drop (memory.grow (i32.const 1023)))
                        (memory.fill (i32.const 0) (i32.const 1) (i32.const 67108864))))
                    """);
            ExecutorService callers = Executors.newFixedThreadPool(GUESTS);
            try (WasmSandbox sandbox =
                    WasmSandbox.create(SandboxSettings.defaults().withMaxConcurrentGuests(GUESTS))) {
                SandboxModule module = sandbox.load(wasm);
                List<CompletableFuture<SandboxResult>> runs = IntStream.range(0, GUESTS)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> sandbox.run(module, Invocation.of(new byte[0]), "tenant-" + i % 4), callers))
                        .toList();
                runs.forEach(run -> assertThat(run.join().outcome())
                        .as(run.join().toString())
                        .isEqualTo(Outcome.OK));
                assertThat(runs)
                        .anySatisfy(run -> assertThat(run.join().usage().queueNanos())
                                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1)));
            } finally {
                callers.shutdown();
            }
        }
    }
}
