package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.fixture.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers may be interrupted at any moment; on H2's default file system that closes the database (D8). */
class InterruptTest {
    private static final int RUNS_EACH = 150;

    @TempDir
    private Path home;

    @Test
    void interruptedCallersDoNotHarmTheDatabase() throws InterruptedException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
            AtomicLong next = new AtomicLong(1);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread caller = new Thread(() -> append(store, next), "caller-" + i);
                caller.setUncaughtExceptionHandler((thread, error) -> errors.add(error));
                callers.add(caller);
                caller.start();
            }

            while (callers.stream().anyMatch(Thread::isAlive)) {
                callers.forEach(Thread::interrupt);
                Thread.onSpinWait();
            }
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(errors).isEmpty();
            assertThat(store.history()
                            .query("select count(*) from runs", List.of(), 1, Duration.ofSeconds(5))
                            .rows()
                            .get(0))
                    .isEqualTo(List.of(3L * RUNS_EACH));
        }
    }

    private static void append(H2Store store, AtomicLong next) {
        Payload output = Payload.of("x".repeat(20_000));
        for (int i = 0; i < RUNS_EACH; i++) {
            RunId run = new RunId(next.getAndIncrement());
            store.runs()
                    .append(Samples.records(run, Samples.started(Cause.manual()), Samples.succeeded("n", 1, output)));
            store.runs().events(run);
        }
    }
}
