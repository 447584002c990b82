package io.sandglass.app.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off those who ask and then do not read the answer. The JDK's server has only a limit that begins with the request,
 * which would end a backup that takes long. Thread-safe; owns a thread.
 */
final class WriteLimit implements AutoCloseable {
    private final Duration limit;
    private final ScheduledThreadPoolExecutor timer;

    /** @param limit from an answer's first byte to its last */
    WriteLimit(Duration limit) {
        this.limit = limit;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "control-limit");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Sends an answer. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /** @throws IOException also if it took too long */
    void during(HttpExchange exchange, Writing writing) throws IOException {
        Future<?> cut = timer.schedule(exchange::close, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            writing.run();
        } finally {
            cut.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
