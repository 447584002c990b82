package io.sandglass.plugin.http;

import io.sandglass.plugin.CancellationToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on threads of its own, since the system's lookup heeds neither deadlines nor interrupts. Who waits goes on
 * at the deadline or when cancelled; the lookup ends when the system lets it, and serves all of a tenant who ask for that
 * name until then, so that a name holds one thread however many ask. Each tenant has at most so many threads, so that
 * nobody waits for another's slow names, and all together have at most so many. Thread-safe.
 */
final class Lookups {
    /** Those of the process: none while nobody asks. Sixteen tenants at once may have slow names only. */
    static final Lookups SHARED = new Lookups(16, 256, Lookups::daemon);

    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    /** Who asks whom for the addresses of which name. */
    record Question(String tenant, HttpNetwork.Resolver resolver, String host) {}

    /** What one thread is to find out; all but its question and answer belongs to the lock. */
    private static final class Lookup {
        private final Question question;
        private final CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        private int askers;

        Lookup(Question question) {
            this.question = question;
        }
    }

    /** The threads that look names of a tenant up, and the names that wait for one; belongs to the lock. */
    private static final class Line {
        private final Queue<Lookup> waiting = new ArrayDeque<>();
        private int threads;
    }

    private final Object lock = new Object();
    private final Map<Question, Lookup> asked = new HashMap<>();
    private final Map<String, Line> lines = new HashMap<>();
    private final int most;
    private final ThreadPoolExecutor threads;

    /**
     * Begins without threads.
     *
     * @param most threads of one tenant; more names wait
     * @param mostOfAll threads; names of a tenant that has none then are refused
     */
    Lookups(int most, int mostOfAll, ThreadFactory factory) {
        this.most = most;
        this.threads =
                new ThreadPoolExecutor(0, mostOfAll, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "http-lookup");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The addresses of a name.
     *
     * @param deadlineNanos on {@link System#nanoTime()}
     * @throws UnknownHostException if it has none
     * @throws IOException if the deadline comes first, or too many names are being looked up
     * @throws InterruptedException if it is cancelled, or this thread is interrupted
     */
    List<InetAddress> find(Question question, long deadlineNanos, CancellationToken cancellation)
            throws IOException, InterruptedException {
        Lookup lookup = ask(question);
        try {
            return await(lookup, deadlineNanos, cancellation);
        } finally {
            leave(lookup);
        }
    }

    private static List<InetAddress> await(Lookup lookup, long deadlineNanos, CancellationToken cancellation)
            throws IOException, InterruptedException {
        String host = lookup.question.host();
        CompletableFuture<List<InetAddress>> own = lookup.answer.copy();
        CancellationToken.Registration onCancel = cancellation.onCancel(() -> own.cancel(false));
        try {
            return own.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IOException("the name '" + host + "' was not looked up in time", late);
        } catch (CancellationException cancelled) {
            throw (InterruptedException) new InterruptedException("cancelled").initCause(cancelled);
        } catch (ExecutionException failed) {
            throw failure(host, failed);
        } finally {
            onCancel.close();
        }
    }

    private Lookup ask(Question question) throws IOException {
        synchronized (lock) {
            Lookup lookup = asked.get(question);
            if (lookup == null) {
                lookup = new Lookup(question);
                putInLine(lookup);
                asked.put(question, lookup);
            }
            lookup.askers++;
            return lookup;
        }
    }

    private void putInLine(Lookup lookup) throws IOException {
        String tenant = lookup.question.tenant();
        Line line = lines.getOrDefault(tenant, new Line());
        if (line.threads < most && begun(line, lookup)) {
            line.threads++;
            lines.put(tenant, line);
        } else if (line.threads > 0 && line.waiting.size() < MOST_WAITING) {
            line.waiting.add(lookup);
        } else {
            throw new IOException("too many names are being looked up");
        }
    }

    /** False if all threads are taken. */
    private boolean begun(Line line, Lookup lookup) throws IOException {
        try {
            threads.execute(() -> work(line, lookup));
            return true;
        } catch (RejectedExecutionException allTaken) {
            return false;
        } catch (RuntimeException | Error noThread) {
            throw failure(lookup.question.host(), new ExecutionException(noThread));
        }
    }

    private void work(Line line, Lookup first) {
        for (Lookup lookup = first; lookup != null; lookup = next(line, lookup.question.tenant())) {
            answer(lookup);
        }
    }

    private @Nullable Lookup next(Line line, String tenant) {
        synchronized (lock) {
            Lookup next = line.waiting.poll();
            if (next == null && --line.threads == 0) {
                lines.remove(tenant);
            }
            return next;
        }
    }

    private void answer(Lookup lookup) {
        try {
            List<InetAddress> found = lookup.question.resolver().resolve(lookup.question.host());
            forget(lookup);
            lookup.answer.complete(found);
        } catch (UnknownHostException | RuntimeException | Error unknown) {
            forget(lookup);
            lookup.answer.completeExceptionally(unknown);
        }
    }

    /** Who asks after this asks anew. */
    private void forget(Lookup lookup) {
        synchronized (lock) {
            asked.remove(lookup.question, lookup);
        }
    }

    /** A name that nobody waits for any more leaves the line; a lookup that goes on serves who asks next. */
    private void leave(Lookup lookup) {
        synchronized (lock) {
            Line line = lines.get(lookup.question.tenant());
            if (--lookup.askers == 0 && line != null && line.waiting.remove(lookup)) {
                asked.remove(lookup.question, lookup);
            }
        }
    }

    /** A new one: that of another thread would tell its story. */
    private static IOException failure(String host, ExecutionException failed) {
        if (failed.getCause() instanceof UnknownHostException) {
            IOException unknown = new UnknownHostException(host);
            unknown.initCause(failed);
            return unknown;
        }
        return new IOException("the name '" + host + "' could not be looked up: " + failed.getCause(), failed);
    }
}
