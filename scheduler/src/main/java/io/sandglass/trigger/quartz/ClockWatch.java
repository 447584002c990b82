package io.sandglass.trigger.quartz;

import io.sandglass.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock was set, or that the machine slept, by comparing it with the monotonic clock every second.
 * Owns one daemon thread.
 */
final class ClockWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

    /** Small steps do no harm: they are within any tolerance for lateness. */
    private static final long SMALLEST_STEP_MILLIS = 1_000;

    private final Clock clock;
    private final Runnable clockWasSet;
    private final ScheduledExecutorService executor;
    private long offset; // of the watching thread, after the constructor

    ClockWatch(Clock clock, String threadName, Runnable clockWasSet) {
        this.clock = clock;
        this.clockWasSet = clockWasSet;
        this.offset = offset();
        this.executor = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private void look() {
        long step = offset() - offset;
        if (Math.abs(step) < SMALLEST_STEP_MILLIS) {
            return;
        }
        offset += step;
        log.info("the wall clock was set by {} ms, or the machine slept: all triggers look again", step);
        try {
            clockWasSet.run();
        } catch (RuntimeException | Error e) { // which would end all looking
            log.error("not all triggers could be told that the clock was set", e);
        }
    }

    private long offset() {
        return clock.now().toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }
}
