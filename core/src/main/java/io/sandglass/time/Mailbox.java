package io.sandglass.time;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane that borrows the threads of those who use it. It is owned by at most one thread at a time; who puts work into
 * it while nobody owns it becomes the owner, and sees to it through its {@link Trampoline}.
 */
final class Mailbox extends AtomicReference<@Nullable Mail> implements Workers.Lane {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final transient TaskThreads threads;
    private final boolean blocking;
    private final AtomicInteger owners = new AtomicInteger();

    /** @param blocking whether what it is given may block */
    Mailbox(TaskThreads threads, boolean blocking) {
        this.threads = threads;
        this.blocking = blocking;
    }

    @Override
    public void execute(Runnable work) {
        leave(work);
        if (own()) {
            see();
        }
    }

    /** If not even that can be done, who comes next may try. */
    private void see() {
        try {
            Trampoline.take(this);
        } catch (RuntimeException | Error e) {
            owners.set(0);
            throw e;
        }
    }

    @Override
    public void leave(Runnable work) {
        Mail before = get();
        Mail mail = new Mail(work, before);
        while (!compareAndSet(before, mail)) {
            before = get();
            mail = new Mail(work, before);
        }
    }

    boolean blocking() {
        return blocking;
    }

    TaskThreads threads() {
        return threads;
    }

    /**
     * Does what is there; by its owner only.
     *
     * @return whether there is more to do; if not, it is owned no longer
     */
    boolean work() {
        for (Mail mail = Mail.inOrder(getAndSet(null)); mail != null; mail = mail.next) {
            run(mail.work);
        }
        owners.set(0);
        return get() != null && own();
    }

    private boolean own() {
        return owners.get() == 0 && owners.compareAndSet(0, 1);
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    /** Whatever goes wrong in it, for want of memory perhaps: the lane goes on. */
    private static void tell(Throwable failure) {
        try {
            log.error("work of a lane failed", failure);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }
}
