package io.sandglass.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until it is moved, with its timers; for tests with real threads. Thread-safe. */
public final class ManualTime implements Clock, Timers {
    private static final Instant START = Instant.parse("2027-01-04T09:00:00Z");

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos));
    private long nanos;

    /** With real workers. */
    public Platform platform(Workers workers) {
        return new Platform(this, this, workers, Ids.byTime(this, 0));
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(nanos + Math.max(0, delay.toNanos()), action);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    /** How many timers wait. */
    public synchronized int waiting() {
        return alarms.size();
    }

    /** Lets time pass, running what falls due on this thread. */
    public void advance(Duration duration) {
        long until = nanos() + duration.toNanos();
        for (Alarm due = next(until); due != null; due = next(until)) {
            due.action().run();
        }
        moveTo(until);
    }

    @Override
    public void close() {}

    private synchronized void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    private synchronized Alarm next(long until) {
        if (alarms.isEmpty() || alarms.peek().nanos() > until) {
            return null;
        }
        nanos = Math.max(nanos, alarms.peek().nanos());
        return alarms.remove();
    }

    private synchronized void moveTo(long until) {
        nanos = Math.max(nanos, until);
    }

    private static final class Alarm {
        private final long nanos;
        private final Runnable action;

        Alarm(long nanos, Runnable action) {
            this.nanos = nanos;
            this.action = action;
        }

        long nanos() {
            return nanos;
        }

        Runnable action() {
            return action;
        }
    }
}
