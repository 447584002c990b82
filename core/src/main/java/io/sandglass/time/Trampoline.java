package io.sandglass.time;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a thread does on the side for lanes: first the mailboxes that it owns, then, if it is a worker between two
 * tasks, what may block, then one more task. Whatever comes up meanwhile is put in line, so nothing is ever done from
 * within something else. Belongs to one thread.
 */
final class Trampoline {
    private static final Logger log = LoggerFactory.getLogger(Trampoline.class);

    /** How many times in a row a thread that is no worker looks into mailboxes, before it leaves them to the workers. */
    private static final int PATIENCE = 64;

    private static final ThreadLocal<@Nullable Trampoline> CURRENT = new ThreadLocal<>();

    private final @Nullable TaskThreads own;
    private final Queue<Mailbox> mail = new ArrayDeque<>(4);
    private final Queue<Mailbox> blocking = new ArrayDeque<>(2);
    private @Nullable WorkerTask next;

    /** @param own the workers that the thread is one of; null if it is none */
    Trampoline(@Nullable TaskThreads own) {
        this.own = own;
    }

    /** Has a mailbox worked off that this thread just came to own. */
    static void take(Mailbox mailbox) {
        Trampoline current = CURRENT.get();
        if (current != null) {
            current.put(mailbox);
        } else {
            Trampoline trampoline = new Trampoline(null);
            trampoline.run(() -> trampoline.put(mailbox));
        }
    }

    /** Offers a task to this thread as its next one; false if it takes none of these workers. */
    static boolean offer(TaskThreads threads, WorkerTask task) {
        Trampoline current = CURRENT.get();
        if (current == null || current.own != threads) {
            return false;
        }
        WorkerTask earlier = current.next;
        if (earlier != null) {
            threads.start(earlier);
        }
        current.next = task;
        return true;
    }

    /**
     * Does something short and all that comes of it.
     *
     * @return a task for this thread
     */
    @Nullable
    WorkerTask run(Runnable work) {
        CURRENT.set(this);
        try {
            runLogged(work);
            workOff();
        } finally {
            CURRENT.remove();
        }
        WorkerTask task = next;
        next = null;
        return task;
    }

    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("what comes after a task failed", e);
        }
    }

    private void put(Mailbox mailbox) {
        if (!mailbox.blocking()) {
            mail.add(mailbox);
        } else if (own != null || !givenAway(mailbox)) {
            blocking.add(mailbox);
        }
    }

    private void workOff() {
        int looks = 0;
        for (Mailbox mailbox = nextMailbox(); mailbox != null; mailbox = nextMailbox()) {
            boolean tired = own == null && !mailbox.blocking() && ++looks > PATIENCE;
            if (!(tired && givenAway(mailbox)) && mailbox.work()) {
                put(mailbox);
            }
        }
    }

    /** Who is about to block keeps no task waiting, if there is another thread for it. */
    private @Nullable Mailbox nextMailbox() {
        Mailbox mailbox = mail.poll();
        if (mailbox != null || blocking.isEmpty()) {
            return mailbox;
        }
        WorkerTask waiting = next;
        if (waiting != null && own != null && given(own, waiting)) {
            next = null;
        }
        return blocking.poll();
    }

    private static boolean givenAway(Mailbox mailbox) {
        TaskThreads threads = mailbox.threads();
        return !threads.isClosed() && given(threads, new WorkerTask("sandglass-lane", () -> {}, () -> take(mailbox)));
    }

    /** False if there is no thread for it: then this one has to do it, or the lane would have an owner for ever. */
    private static boolean given(TaskThreads threads, WorkerTask task) {
        try {
            threads.start(task);
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }
}
