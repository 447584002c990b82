package io.sandglass.store;

import io.sandglass.run.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines on their way to the store: bounded, and lossy rather than in the way. Thread-safe. */
final class LogBuffer {
    private static final Logger log = LoggerFactory.getLogger(LogBuffer.class);

    private final int capacity;
    private final Consumer<LogLine> stored;
    private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();

    LogBuffer(int capacity, Consumer<LogLine> stored) {
        this.capacity = capacity;
        this.stored = stored;
    }

    void add(LogLine line) {
        if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        lines.add(line);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Writes what is there; drops it if the store does not take it. */
    void writeTo(RunStore store) {
        List<LogLine> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.log(batch);
            batch.forEach(stored);
        } catch (RuntimeException e) {
            dropped.addAndGet(batch.size());
            log.warn("{} log lines were dropped: {}", batch.size(), e.getMessage());
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
        waiting.addAndGet(-batch.size());
        return batch;
    }
}
