package io.sandglass.store.projection;

import io.sandglass.run.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What was acknowledged and is not yet in the database. Entries are only counted: they are to be read from the ledger, so
 * that however many wait take no memory. Log lines are kept here, and lost if they are too many. Thread-safe; one thread
 * takes.
 */
public final class ProjectionQueue {
    /** What one transaction takes of lines. */
    private static final int BATCH_LINES = 10_000;

    /** So long at most nobody notices that the database has been closed, if nothing is written to it. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final ProjectionSettings settings;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private final LagMeter lag;
    private final DutyCycle dutyCycle;
    private final BufferedLines lines = new BufferedLines();
    private final ProjectionProgress progress = new ProjectionProgress();
    private long waitingSince;
    private boolean idle;
    private boolean closed;

    ProjectionQueue(ProjectionSettings settings) {
        this(settings, System::nanoTime);
    }

    /** @param nanos the time, as that of {@link System#nanoTime()} */
    ProjectionQueue(ProjectionSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.lag = new LagMeter(settings.maxLag());
        this.dutyCycle = new DutyCycle(settings.maxLag() * 4L / 5, nanos.getAsLong());
    }

    /**
     * Tells of entries that the ledger has; those of another call may have come before that are older or newer, and the
     * database may have them already.
     *
     * @param count records that follow from them
     */
    public void offer(long firstSeq, long lastSeq, int count) {
        locked(() -> {
            notice();
            progress.offer(lastSeq, 0);
            lag.came(Math.max(firstSeq, progress.applied() + 1), lastSeq, count, nanos.getAsLong());
            dutyCycle.came(count);
            signalIfDue();
        });
    }

    /** Tells what is in the database, and that the ledger has more; before anything else. */
    void begin(long done, long lastSeq) {
        locked(() -> {
            progress.begin(done, lastSeq);
            if (done < lastSeq) {
                lag.came(done + 1, lastSeq, 0, nanos.getAsLong());
            }
        });
    }

    /** Adds log lines, or drops those for which there is no room. */
    public void log(List<LogLine> more) {
        locked(() -> {
            notice();
            progress.offer(0, lines.add(more));
            signalIfDue();
        });
    }

    /** Counts log lines that were taken and refused. */
    void lost(int count) {
        locked(() -> lines.lose(count));
    }

    /** Waits until something is due, or this is closed. @return false if nothing was to be done for some time */
    boolean awaitDue() {
        return answered(() -> {
            while (!due()) {
                if (!sleep()) {
                    return false;
                }
            }
            dutyCycle.works(nanos.getAsLong());
            return true;
        });
    }

    /** Takes as many lines as one transaction does. */
    List<LogLine> takeLines() {
        return answered(() -> lines.take(BATCH_LINES));
    }

    /**
     * Says what is in the database now, which may be less than it was.
     *
     * @param count records of those entries that it never had before
     */
    public void applied(long seq, int count, int lineCount) {
        locked(() -> {
            progress.apply(seq, lineCount);
            waitingSince = nanos.getAsLong();
            if (progress.isBehind()) {
                lag.applied(seq, count);
            } else {
                lag.allApplied(count);
            }
            dutyCycle.worked(count, lag.records(), waitingSince);
            moved.signalAll();
        });
    }

    /** Begins again after what is in the database; the log lines that were taken are lost if they are not in it. */
    void resume(long seq) {
        locked(() -> {
            int taken = progress.linesLeft() - lines.size();
            lines.lose(taken);
            applied(seq, 0, taken);
        });
    }

    /** Why nothing should begin now: as much waits as may, or did, and has not become half of it since. */
    public Optional<String> overload() {
        return lag.overload();
    }

    /** The last entry that is in the database. */
    public long applied() {
        return answered(progress::applied);
    }

    /** The last entry that ever was in the database; more than {@link #applied} while a rebuilt database catches up. */
    public long highestApplied() {
        return answered(progress::highest);
    }

    /** Everything so far. */
    ProjectionMark offered() {
        return answered(progress::offered);
    }

    /** Whether everything is in the database. */
    boolean caughtUp() {
        return answered(progress::caughtUp);
    }

    ProjectionLag lag(Optional<String> trouble, long setAside) {
        return answered(() -> {
            long behind = progress.isBehind() ? Math.max(1, lag.records()) : 0;
            return new ProjectionLag(behind, lag.age(nanos.getAsLong()), trouble, setAside, lines.lost());
        });
    }

    /**
     * Waits until a mark is in the database, without waiting for company. An interrupt does not end it: who asks for what
     * was acknowledged gets it, and it takes milliseconds.
     *
     * @return whether it is
     */
    public boolean await(ProjectionMark goal, Duration patience) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!progress.reached(goal) && left > 0 && !closed) {
                progress.want(goal);
                arrived.signal();
                try {
                    left = moved.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return progress.reached(goal);
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
        return answered(() -> closed);
    }

    private void notice() {
        if (progress.caughtUp()) {
            waitingSince = nanos.getAsLong();
        }
    }

    private boolean due() {
        return closed || !progress.caughtUp() && (progress.isWanted() || untilDue() <= 0);
    }

    /** Nanoseconds, when something waits. */
    private long untilDue() {
        long now = nanos.getAsLong();
        long company = lag.records() >= settings.flushThreshold()
                ? 0
                : waitingSince + settings.flushInterval().toNanos() - now;
        return Math.max(company, dutyCycle.left(now));
    }

    /** False if nothing came although it slept as long as it does at most. */
    private boolean sleep() {
        idle = progress.caughtUp();
        try {
            return arrived.awaitNanos(idle ? LONGEST_SLEEP.toNanos() : untilDue()) > 0 || !idle;
        } catch (InterruptedException e) {
            return true; // nobody interrupts the projector but a stranger: it looks, and sleeps again
        } finally {
            idle = false;
        }
    }

    /** A projector that sleeps without a deadline must learn that there is one now. */
    private void signalIfDue() {
        if (idle || due()) {
            arrived.signal();
        }
    }

    private <T> T answered(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
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
