package io.sandglass.engine.run;

import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunRecord;
import io.sandglass.time.Clock;
import io.sandglass.time.Timers;
import io.sandglass.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a run may wait for its turn. The time stands still while somebody has paused the run. Thread-safe. */
final class QueueTimeout {
    private final Timers timers;
    private final Clock clock;
    private final Runnable told;
    private Duration left = Duration.ZERO;
    private long sinceNanos;
    private boolean waits;
    private boolean paused;
    private @Nullable Timer timer;

    /** @param told that the time is over, on the thread of the timers; perhaps just when that matters no more */
    QueueTimeout(Timers timers, Clock clock, Runnable told) {
        this.timers = timers;
        this.clock = clock;
        this.told = told;
    }

    /** For how long a run was paused since it began to wait, by its records and the wall clock. */
    static Duration paused(List<RunRecord> records, Instant now) {
        Duration sum = Duration.ZERO;
        Instant since = null;
        for (RunRecord record : records) {
            RunEvent event = record.event();
            if (event instanceof RunQueued) {
                sum = Duration.ZERO;
                since = null;
            } else if (event instanceof RunPaused pause) {
                since = pause.at();
            } else if (event instanceof RunResumed resume && since != null) {
                sum = sum.plus(between(since, resume.at()));
                since = null;
            }
        }
        return since == null ? sum : sum.plus(between(since, now));
    }

    private static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /** It waits from now on. @param most zero or negative if the time is over already */
    synchronized void begin(Duration most) {
        left = most;
        waits = true;
        count();
    }

    /** Somebody has paused or resumed it. */
    synchronized void paused(boolean now) {
        paused = now;
        if (timer != null && now) {
            left = left.minusNanos(clock.nanos() - sinceNanos);
            forget(timer);
        }
        count();
    }

    /** It waits no more. */
    synchronized void over() {
        waits = false;
        if (timer != null) {
            forget(timer);
        }
    }

    private void count() {
        if (waits && !paused && timer == null) {
            sinceNanos = clock.nanos();
            timer = timers.after(left, told);
        }
    }

    private void forget(Timer counting) {
        counting.cancel();
        timer = null;
    }
}
