package io.sandglass.store;

import io.sandglass.run.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines on their way to the store: bounded, and lossy rather than in the way. Thread-safe. */
final class LogBuffer {
    private static final Logger log = LoggerFactory.getLogger(LogBuffer.class);

    private static final long MOST_BYTES = 16L << 20;

    private final int capacity;
    private final Consumer<LogLine> stored;
    private final Executor writer;
    private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> scheduled = new AtomicReference<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean stuck = new AtomicBoolean();

    /** @param writer runs one thing at a time */
    LogBuffer(int capacity, Consumer<LogLine> stored, Executor writer) {
        this.capacity = capacity;
        this.stored = stored;
        this.writer = writer;
    }

    void add(LogLine line) {
        boolean room = bytes.addAndGet(line.bytes()) <= MOST_BYTES;
        if (waiting.incrementAndGet() > capacity || !room) {
            left(1, line.bytes());
            dropped.incrementAndGet();
            return;
        }
        lines.add(line);
    }

    /**
     * Has what is there written soon.
     *
     * @return completes when it has been; with false if the store did not take it, or if there is no thread for it now,
     *     and the lines wait for the next call
     */
    CompletableFuture<Boolean> scheduleWrite(RunStore store) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = scheduled.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            writer.execute(() -> write(store, mine));
        } catch (RuntimeException | Error e) {
            scheduled.compareAndSet(mine, null);
            mine.complete(false);
            tellStuck(e);
        }
        return mine;
    }

    /** Whether lines wait for which there was no thread. */
    boolean stuck() {
        return stuck.get();
    }

    private void tellStuck(Throwable noThread) {
        if (!stuck.getAndSet(true)) {
            log.warn("nobody can write log lines now; it is tried again with the next line or record", noThread);
        }
    }

    private void write(RunStore store, CompletableFuture<Boolean> done) {
        scheduled.set(null); // a line that comes now asks for another write
        stuck.set(false);
        boolean written = false;
        try {
            List<LogLine> batch = take();
            written = batch.isEmpty() || writeTo(store, batch);
            if (written) {
                batch.forEach(stored);
            }
        } finally {
            done.complete(written);
        }
    }

    /** Drops it if the store does not take it; then false. */
    private boolean writeTo(RunStore store, List<LogLine> batch) {
        try {
            store.log(batch);
            return true;
        } catch (RuntimeException | Error e) {
            dropped.addAndGet(batch.size());
            log.warn("{} log lines were dropped: {}", batch.size(), e.toString());
            return false;
        }
    }

    long dropped() {
        return dropped.get();
    }

    private List<LogLine> take() {
        List<LogLine> batch = new ArrayList<>();
        for (LogLine line = lines.poll(); line != null; line = lines.poll()) {
            batch.add(line);
        }
        left(batch.size(), batch.stream().mapToLong(LogLine::bytes).sum());
        return batch;
    }

    private void left(int count, long size) {
        waiting.addAndGet(-count);
        bytes.addAndGet(-size);
    }
}
