package io.sandglass.trigger.quartz;

import io.sandglass.time.Clock;
import io.sandglass.trigger.AlarmClock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings by Quartz with its store in memory: one job and one simple trigger per alarm.
 *
 * <p>Quartz is asked for nothing but to wake up; no cron, calendar or misfire rule of its own is used. It waits by the
 * monotonic clock for a time computed from the wall clock, so when the wall clock is set all alarms ring once, and are
 * set anew by whoever is woken. Thread-safe.
 */
public final class QuartzAlarmClock implements AlarmClock {
    private static final Logger log = LoggerFactory.getLogger(QuartzAlarmClock.class);
    private static final int LOOK_MILLIS = 2_000;
    private static final Date LATEST = Date.from(Instant.parse("2299-01-01T00:00:00Z"));

    private final Map<JobKey, Runnable> rings = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final ClockWatch watch;
    private volatile boolean closed;

    /**
     * Starts the threads {@code <name>-1} and so on that ring, {@code <name>-wait} and {@code <name>-watch}.
     *
     * @param clock by which it is noticed that the wall clock was set
     * @param threads how many alarms may ring at a time, at least 1
     */
    public QuartzAlarmClock(Clock clock, String name, int threads) {
        try {
            StdSchedulerFactory factory = new StdSchedulerFactory();
            factory.initialize(settings(name, threads));
            scheduler = factory.getScheduler();
            scheduler.setJobFactory(
                    (bundle, of) -> context -> ring(bundle.getJobDetail().getKey()));
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the alarm clock did not start: " + e.getMessage(), e);
        }
        watch = new ClockWatch(clock, name + "-watch", this::ringAll);
    }

    @Override
    public void set(String name, Instant at, Runnable ring) {
        JobKey key = JobKey.jobKey(name);
        rings.put(key, ring);
        schedule(key, at.isBefore(LATEST.toInstant()) ? Date.from(at) : LATEST);
    }

    @Override
    public void cancel(String name) {
        JobKey key = JobKey.jobKey(name);
        rings.remove(key);
        try {
            // Which takes the job along, in one step: deleteJob fails if the trigger ends between its two.
            scheduler.unscheduleJob(TriggerKey.triggerKey(name));
        } catch (SchedulerException e) {
            if (closed) {
                return;
            }
            throw new IllegalStateException("the alarm of " + name + " could not be removed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            closed = true;
            watch.close();
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the alarm clock did not stop: " + e.getMessage(), e);
        }
    }

    private void schedule(JobKey key, Date at) {
        JobDetail job = JobBuilder.newJob(NamedAlarm.class).withIdentity(key).build();
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key.getName())
                .startAt(at)
                .build();
        try {
            scheduler.scheduleJob(job, Set.of(trigger), true);
        } catch (SchedulerException e) {
            if (!closed) { // otherwise a ring that was under way sets its next alarm in vain
                throw new IllegalStateException(
                        "the alarm of " + key.getName() + " could not be set: " + e.getMessage(), e);
            }
        }
    }

    /** The clock was set: whoever has an alarm looks again and sets it anew. */
    private void ringAll() {
        for (JobKey key : rings.keySet()) {
            try {
                schedule(key, new Date());
            } catch (RuntimeException | Error e) { // the others are to be told all the same
                log.error("{} could not be told that the clock was set", key.getName(), e);
            }
        }
    }

    private void ring(JobKey key) {
        Runnable ring = rings.get(key);
        if (ring != null) {
            ring.run();
        }
    }

    /** Its own name for each instance: Quartz keeps a register of schedulers by name. */
    private static Properties settings(String name, int threads) {
        Properties settings = new Properties();
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, name + "-" + UUID.randomUUID());
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_THREAD_NAME, name + "-wait");
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_IDLE_WAIT_TIME, String.valueOf(LOOK_MILLIS));
        settings.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, RAMJobStore.class.getName());
        settings.setProperty(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(threads));
        settings.setProperty("org.quartz.threadPool.threadNamePrefix", name);
        return settings;
    }
}
