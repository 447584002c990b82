package io.sandglass.store.jdbc;

import io.sandglass.run.LogLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was acknowledged and is not yet in the database. Entries beyond its capacity are only counted: they are to be read
 * from the ledger. Log lines beyond theirs are lost. Thread-safe; one thread takes.
 */
final class ProjectionQueue {
    /** What one transaction takes: enough that writing it dwarfs beginning and ending it. */
    private static final int BATCH_RECORDS = 10_000;

    private static final int MOST_LINES = 50_000;

    private final ProjectionSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private final Deque<PlacedChange> entries = new ArrayDeque<>();
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private long bytes;
    private long records;
    private Mark offered = new Mark(0, 0);
    private Mark applied = offered;
    private Mark wanted = offered;
    private long waitingSince;
    private boolean idle;
    private boolean closed;

    ProjectionQueue(ProjectionSettings settings) {
        this.settings = settings;
    }

    /** How far things have come: the last entry, and how many log lines. */
    record Mark(long seq, long lines) {
        boolean reached(Mark goal) {
            return seq >= goal.seq && lines >= goal.lines;
        }
    }

    /** What is to be written next; no entries if they must be read from the ledger. */
    record Batch(List<PlacedChange> entries, List<LogLine> lines) {}

    /** Adds entries in the order of their numbers. */
    void offer(List<PlacedChange> more) {
        locked(() -> {
            notice();
            for (PlacedChange entry : more) {
                offered = new Mark(entry.seq(), offered.lines());
                records += entry.change().records();
                if (bytes + entry.bytes() <= settings.backlogBytes()) {
                    entries.add(entry);
                    bytes += entry.bytes();
                }
            }
            signalIfDue();
        });
    }

    /** Tells what is in the database, and that the ledger has more; before anything else. */
    void begin(long done, long lastSeq) {
        locked(() -> {
            applied = new Mark(done, 0);
            wanted = applied;
            offered = new Mark(lastSeq, 0);
        });
    }

    /** Adds log lines, or drops those for which there is no room. */
    void log(List<LogLine> more) {
        locked(() -> {
            notice();
            int room = Math.min(more.size(), MOST_LINES - lines.size());
            lines.addAll(more.subList(0, room));
            offered = new Mark(offered.seq(), offered.lines() + room);
            signalIfDue();
        });
    }

    /** Waits until something is due and takes it; empty once this is closed and nothing is left. */
    Batch take() {
        lock.lock();
        try {
            while (!due()) {
                sleep();
            }
            List<LogLine> some = new ArrayList<>();
            while (!lines.isEmpty() && some.size() < BATCH_RECORDS) {
                some.add(lines.remove());
            }
            return new Batch(following(), some);
        } finally {
            lock.unlock();
        }
    }

    /** Says what is in the database now, which may be less than it was. */
    void applied(long seq, int count, int lineCount) {
        locked(() -> {
            applied = new Mark(seq, applied.lines() + lineCount);
            records = seq >= offered.seq() ? 0 : Math.max(0, records - count);
            waitingSince = System.nanoTime();
            moved.signalAll();
        });
    }

    /** The last entry that is in the database. */
    long applied() {
        lock.lock();
        try {
            return applied.seq();
        } finally {
            lock.unlock();
        }
    }

    /** Everything so far. */
    Mark offered() {
        lock.lock();
        try {
            return offered;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything is in the database. */
    boolean caughtUp() {
        lock.lock();
        try {
            return applied.reached(offered);
        } finally {
            lock.unlock();
        }
    }

    ProjectionLag lag(Optional<String> trouble, long setAside) {
        lock.lock();
        try {
            boolean idle = applied.seq() >= offered.seq();
            Duration age = idle ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - waitingSince);
            return new ProjectionLag(idle ? 0 : Math.max(1, records), age, trouble, setAside);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a mark is in the database, without waiting for company. An interrupt does not end it: who asks for what
     * was acknowledged gets it, and it takes milliseconds.
     *
     * @return whether it is
     */
    boolean await(Mark goal, Duration patience) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!applied.reached(goal) && left > 0 && !closed) {
                want(goal);
                try {
                    left = moved.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return applied.reached(goal);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What is here is due now, and nobody waits any more. */
    void close() {
        locked(() -> {
            closed = true;
            arrived.signalAll();
            moved.signalAll();
        });
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void want(Mark goal) {
        wanted = new Mark(Math.max(wanted.seq(), goal.seq()), Math.max(wanted.lines(), goal.lines()));
        arrived.signal();
    }

    private void notice() {
        if (applied.reached(offered)) {
            waitingSince = System.nanoTime();
        }
    }

    private boolean due() {
        if (closed) {
            return true;
        }
        return !applied.reached(offered)
                && (!applied.reached(wanted)
                        || records >= settings.flushThreshold()
                        || bytes >= settings.backlogBytes() / 2
                        || System.nanoTime() - waitingSince
                                >= settings.flushInterval().toNanos());
    }

    private void sleep() {
        if (applied.reached(offered)) {
            idle = true;
            arrived.awaitUninterruptibly();
            idle = false;
            return;
        }
        long left = waitingSince + settings.flushInterval().toNanos() - System.nanoTime();
        try {
            arrived.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.interrupted(); // nobody interrupts the projector but a stranger
        }
    }

    /** A projector that sleeps without a deadline must learn that there is one now. */
    private void signalIfDue() {
        if (idle || due()) {
            arrived.signal();
        }
    }

    private List<PlacedChange> following() {
        List<PlacedChange> following = new ArrayList<>();
        long next = applied.seq() + 1;
        int taken = 0;
        while (!entries.isEmpty() && entries.element().seq() <= next && taken < BATCH_RECORDS) {
            PlacedChange entry = entries.remove();
            bytes -= entry.bytes();
            if (entry.seq() == next) {
                following.add(entry);
                taken += entry.change().records();
                next++;
            }
        }
        return following;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
