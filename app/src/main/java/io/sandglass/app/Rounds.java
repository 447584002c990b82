package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a few chores again and again on one daemon thread, until it is closed. A chore that fails is tried again in the
 * next round and keeps no other from being done; the same failure is reported once.
 */
final class Rounds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final Map<String, Chore> chores;
    private final ScheduledExecutorService thread;
    private final Map<String, String> troubles = new HashMap<>(); // the thread's
    private volatile boolean closing;

    /** Something to do once in a round. */
    @FunctionalInterface
    interface Chore {
        void run() throws IOException;
    }

    /** @param chores in the order of a round, by what the log calls them, as in "looking at files" */
    Rounds(String threadName, LinkedHashMap<String, Chore> chores) {
        requireNonNull(threadName, "threadName");
        this.chores = new LinkedHashMap<>(chores);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, threadName);
            made.setDaemon(true);
            return made;
        });
    }

    /** The first round is at once. */
    void begin(Duration pause) {
        thread.scheduleWithFixedDelay(this::round, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins no further round and waits for the one that is under way, ten seconds at most. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_ROUND.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn("not waiting any longer for {}", chores.keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        chores.forEach((name, chore) -> {
            if (!closing) {
                attempt(name, chore);
            }
        });
    }

    private void attempt(String name, Chore chore) {
        try {
            chore.run();
            troubles.remove(name);
        } catch (IOException | UncheckedIOException | StoreUnavailable e) {
            if (isNew(name, e)) {
                log.warn("{} failed, it is tried again: {}", name, e.toString());
            }
        } catch (Throwable e) { // whatever it is, an executor would drop the next rounds without a word
            if (isNew(name, e)) {
                log.error("{} failed, it is tried again", name, e);
            }
        }
    }

    private boolean isNew(String name, Throwable trouble) {
        return !trouble.toString().equals(troubles.put(name, trouble.toString()));
    }
}
