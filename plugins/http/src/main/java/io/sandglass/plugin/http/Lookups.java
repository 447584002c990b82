package io.sandglass.plugin.http;

import io.sandglass.plugin.CancellationToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up on threads of its own, since the system's lookup heeds neither deadlines nor interrupts. Who waits goes on
 * at the deadline or when cancelled; the lookup ends when the system lets it, and serves all of a tenant who ask for that
 * name until then, so that a name holds one thread however many ask. Tenants share the threads {@linkplain FairThreads
 * fairly}, so that nobody waits for the slow names of others. Thread-safe.
 */
final class Lookups {
    /** Those of the process: none while nobody asks; at most 16 for one tenant, and one for each of 256. */
    static final Lookups SHARED = new Lookups(new FairThreads(256, 16, Lookups::daemon));

    /** Who asks whom for the addresses of which name. */
    record Question(String tenant, HttpNetwork.Resolver resolver, String host) {}

    /** What one thread is to find out. */
    private final class Lookup implements Runnable {
        private final Question question;
        private final CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        private int askers; // belongs to the lock

        Lookup(Question question) {
            this.question = question;
        }

        @Override
        public void run() {
            try {
                List<InetAddress> found = question.resolver().resolve(question.host());
                forget(this);
                answer.complete(found);
            } catch (UnknownHostException | RuntimeException | Error unknown) {
                forget(this);
                answer.completeExceptionally(unknown);
            }
        }
    }

    private final Object lock = new Object();
    private final Map<Question, Lookup> asked = new HashMap<>();
    private final FairThreads threads;

    Lookups(FairThreads threads) {
        this.threads = threads;
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
                begin(lookup);
                asked.put(question, lookup);
            }
            lookup.askers++;
            return lookup;
        }
    }

    private void begin(Lookup lookup) throws IOException {
        boolean begun;
        try {
            begun = threads.execute(lookup.question.tenant(), lookup);
        } catch (RuntimeException | Error noThread) {
            throw failure(lookup.question.host(), new ExecutionException(noThread));
        }
        if (!begun) {
            throw new IOException("too many names are being looked up for this tenant");
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
            if (--lookup.askers == 0 && threads.withdraw(lookup.question.tenant(), lookup)) {
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
