package io.sandglass.plugin.http;

import io.sandglass.plugin.CancellationToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up on threads of its own, since the system's lookup heeds neither deadlines nor interrupts. Who waits goes on
 * at the deadline or when cancelled; the lookup ends when the system lets it, and serves all of a tenant who ask for that
 * name until then, so that a name holds one thread however many ask. Each tenant has its own threads, so that nobody waits
 * for another's slow names. Thread-safe.
 */
final class Lookups {
    /** Those of the process: a thread each for many slow names of a tenant, none while it asks for none. */
    static final Lookups SHARED = new Lookups(64, Lookups::daemon);

    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    /** Who asks whom for the addresses of which name. */
    record Question(String tenant, HttpNetwork.Resolver resolver, String host) {}

    private final ConcurrentMap<Question, CompletableFuture<List<InetAddress>>> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ThreadPoolExecutor> threads = new ConcurrentHashMap<>();
    private final int most;
    private final ThreadFactory factory;

    /** @param most threads of one tenant; more names wait */
    Lookups(int most, ThreadFactory factory) {
        this.most = most;
        this.factory = factory;
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
        CompletableFuture<List<InetAddress>> own = ask(question).copy();
        CancellationToken.Registration onCancel = cancellation.onCancel(() -> own.cancel(false));
        try {
            return own.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IOException("the name '" + question.host() + "' was not looked up in time", late);
        } catch (CancellationException cancelled) {
            throw (InterruptedException) new InterruptedException("cancelled").initCause(cancelled);
        } catch (ExecutionException failed) {
            throw failure(question.host(), failed);
        } finally {
            onCancel.close();
        }
    }

    private CompletableFuture<List<InetAddress>> ask(Question question) {
        CompletableFuture<List<InetAddress>> fresh = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> before = asked.putIfAbsent(question, fresh);
        if (before != null) {
            return before;
        }
        try {
            threads.computeIfAbsent(question.tenant(), tenant -> pool()).execute(() -> answer(question, fresh));
        } catch (RejectedExecutionException full) {
            give(question, fresh, new IOException("too many names are being looked up", full));
        } catch (RuntimeException | Error noThread) {
            give(question, fresh, noThread);
        }
        return fresh;
    }

    private ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private void answer(Question question, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> found = question.resolver().resolve(question.host());
            asked.remove(question, answer);
            answer.complete(found);
        } catch (UnknownHostException | RuntimeException | Error unknown) {
            give(question, answer, unknown);
        }
    }

    /** Who asks after this asks anew. */
    private void give(Question question, CompletableFuture<List<InetAddress>> answer, Throwable failure) {
        asked.remove(question, answer);
        answer.completeExceptionally(failure);
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
