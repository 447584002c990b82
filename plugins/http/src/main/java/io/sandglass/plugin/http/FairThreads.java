package io.sandglass.plugin.http;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that tenants share, for work that nobody can end. A tenant takes another only while it has a small part of what
 * is free, so that many who hold theirs leave some to the next; the one it takes first may be the last that is free. Work
 * waits in a line of its tenant, and a thread that becomes free goes to whoever has the fewest. Thread-safe.
 */
final class FairThreads {
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    /** The threads of one tenant, and what waits for one; belongs to the lock. */
    private static final class Line {
        private final String tenant;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int threads;

        Line(String tenant) {
            this.tenant = tenant;
        }
    }

    private record Job(Line line, Runnable work) {}

    private final Object lock = new Object();
    private final Map<String, Line> lines = new LinkedHashMap<>(); // whoever waits longest first
    private final int most;
    private final int part;
    private final ThreadPoolExecutor threads;
    private int taken; // belongs to the lock

    /**
     * Begins without threads.
     *
     * @param most threads that work at once
     * @param part a tenant takes another thread while it has less than this part of those that are free: 16 for a sixteenth
     */
    FairThreads(int most, int part, ThreadFactory factory) {
        this.most = most;
        this.part = part;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /**
     * Begins some work, or puts it in line.
     *
     * @param work what it throws ends nothing; the thread's handler of uncaught exceptions hears of it
     * @return false if the tenant's line is full
     */
    boolean execute(String tenant, Runnable work) {
        synchronized (lock) {
            Line line = lines.getOrDefault(tenant, new Line(tenant));
            if (mayTake(line)) {
                threads.execute(() -> serve(new Job(line, work)));
                take(line);
            } else if (line.waiting.size() < MOST_WAITING) {
                line.waiting.add(work);
            } else {
                return false;
            }
            lines.put(tenant, line);
            return true;
        }
    }

    /** Takes work out of its line; false if it has begun. */
    boolean withdraw(String tenant, Runnable work) {
        synchronized (lock) {
            Line line = lines.get(tenant);
            boolean withdrawn = line != null && line.waiting.remove(work);
            forgetIdle();
            return withdrawn;
        }
    }

    private boolean mayTake(Line line) {
        int free = most - taken;
        return line.threads == 0 ? free > 0 : (long) part * line.threads < free;
    }

    private void take(Line line) {
        line.threads++;
        taken++;
    }

    /** It goes behind those that were not served meanwhile. */
    private void release(Line line) {
        line.threads--;
        taken--;
        lines.remove(line.tenant);
        lines.put(line.tenant, line);
    }

    private void serve(Job first) {
        for (Optional<Job> job = Optional.of(first); job.isPresent(); job = job.flatMap(this::next)) {
            run(job.get().work());
        }
    }

    /** Whatever work throws, its thread goes on with what waits, and no place is lost. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    private Optional<Job> next(Job done) {
        synchronized (lock) {
            release(done.line());
            Optional<Line> poorest = lines.values().stream()
                    .filter(line -> !line.waiting.isEmpty() && mayTake(line))
                    .min(Comparator.comparingInt(line -> line.threads));
            poorest.ifPresent(this::take);
            Optional<Job> next = poorest.map(line -> new Job(line, line.waiting.remove()));
            forgetIdle();
            return next;
        }
    }

    private void forgetIdle() {
        lines.values().removeIf(line -> line.threads == 0 && line.waiting.isEmpty());
    }
}
