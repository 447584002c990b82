package io.sandglass.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads that take tasks from one queue. At most one thread is being woken at a time, and it wakes the next if
 * there is more to do: short tasks are done by the few threads that are awake, long ones soon have a thread each.
 * Thread-safe: {@code idle}, {@code threads} and {@code size} are guarded by the pool's monitor, and {@code waking} is
 * set under it, when a thread is on its way that will look into the queue.
 */
final class ThreadPool {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final String IDLE = "sandglass-worker";

    private final ThreadFactory factory = NamedThreads.daemon(IDLE);
    private final TaskThreads owner;
    private final Queue<WorkerTask> queue = new ConcurrentLinkedQueue<>();
    private final Deque<Member> idle = new ArrayDeque<>();
    private int threads;
    private int size;
    private volatile boolean waking;
    private volatile boolean closed;

    /** @param owner whose threads these are */
    ThreadPool(int size, TaskThreads owner) {
        this.size = size;
        this.owner = owner;
    }

    /** @throws OutOfMemoryError if no thread could be started, and there is none; then the task is not done */
    void add(WorkerTask task) {
        queue.add(task);
        try {
            wakeOne();
        } catch (RuntimeException | Error e) {
            if (queue.remove(task)) {
                throw e;
            }
        }
    }

    synchronized void resize(int change) {
        size += change;
        if (change > 0 && !queue.isEmpty()) {
            wakeOne();
        }
    }

    boolean closed() {
        return closed;
    }

    /** What is in the queue is still done. */
    void close() {
        closed = true;
        synchronized (this) {
            idle.forEach(Member::wake);
            idle.clear();
        }
    }

    /** If all threads are busy nobody needs to be woken: each looks into the queue when it is done. */
    private void wakeOne() {
        if (!waking) {
            wakeOneOnly();
        }
    }

    private synchronized void wakeOneOnly() {
        if (!waking) {
            waking = true; // before the thread, which takes it back, can be there
            boolean coming = false;
            try {
                coming = wakeOrStart();
            } finally {
                if (!coming) {
                    waking = false;
                }
            }
        }
    }

    private boolean wakeOrStart() {
        Member sleeper = idle.poll();
        if (sleeper != null) {
            sleeper.wake();
            return true;
        }
        return threads < size && started();
    }

    private boolean started() {
        Thread thread = factory.newThread(new Member());
        threads++;
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError e) {
            threads--;
            if (threads > 0) {
                return false;
            }
            throw e;
        }
    }

    /** One thread; it begins awake. */
    private final class Member implements Runnable {
        private final Trampoline trampoline = new Trampoline(owner);
        private volatile boolean awake = true;
        private volatile @Nullable Thread thread;

        @Override
        public void run() {
            thread = Thread.currentThread();
            do {
                workOff();
            } while (rest());
        }

        void wake() {
            awake = true;
            LockSupport.unpark(thread);
        }

        private void workOff() {
            WorkerTask task = queue.poll();
            waking = false;
            for (; task != null; task = queue.poll()) {
                if (!queue.isEmpty()) {
                    wakeOne();
                }
                WorkerTask.runAll(task, trampoline);
            }
        }

        /** False if the thread is needed no longer. */
        private boolean rest() {
            awake = false;
            Thread.currentThread().setName(IDLE);
            if (!lieDown()) {
                return false;
            }
            return !queue.isEmpty() && getUp(0) || sleep();
        }

        private boolean lieDown() {
            synchronized (ThreadPool.this) {
                if (threads > size || closed && queue.isEmpty()) {
                    threads--;
                    return false;
                }
                idle.push(this);
                return true;
            }
        }

        private boolean sleep() {
            long deadline = System.nanoTime() + PATIENCE;
            for (long left = PATIENCE; !awake && left > 0; left = deadline - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
                Thread.interrupted(); // nobody means it
            }
            if (awake || !getUp(1)) {
                return true;
            }
            if (!queue.isEmpty()) {
                wakeOne();
            }
            return false;
        }

        /** False if somebody is waking it. */
        private boolean getUp(int leaving) {
            synchronized (ThreadPool.this) {
                boolean slept = idle.remove(this);
                threads -= slept ? leaving : 0;
                return slept;
            }
        }
    }
}
