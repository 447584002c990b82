package io.sandglass.store;

import static io.sandglass.store.StoredRuns.run;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.LogLine;
import io.sandglass.time.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A journal on a store that fails when it is told to. */
abstract class JournalFixture {
    final Simulation machine = new Simulation(1);
    final InMemoryStore memory = new InMemoryStore();
    final FlakyRunStore store = new FlakyRunStore(memory.runs());
    final List<String> news = new ArrayList<>();
    final RunJournal journal = new RunJournal(store, machine.platform(), JournalLimits.DEFAULT, noting());

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static LogLine line(String text) {
        return new LogLine(run(1), "a", 1, LogLevel.INFO, text, StoredRuns.T0);
    }

    JournalListener noting() {
        return new JournalListener() {
            @Override
            public void degraded(String reason) {
                news.add("degraded: " + reason);
            }

            @Override
            public void recovered() {
                news.add("recovered");
            }

            @Override
            public void roomy() {
                news.add("roomy");
            }

            @Override
            public void logged(LogLine line) {
                news.add("logged: " + line.text());
            }
        };
    }
}
