package io.sandglass.trigger;

import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A wall clock that a test moves, and the alarm clock that goes by it. For one thread. */
final class VirtualTime implements Clock, AlarmClock {
    private record Alarm(String name, Instant at, Runnable ring) {}

    private final Map<String, Alarm> alarms = new HashMap<>();
    private final java.util.TreeSet<Alarm> queue =
            new java.util.TreeSet<>(Comparator.comparing(Alarm::at).thenComparing(Alarm::name));
    private Instant now;
    private long rings;
    private long nanos;

    VirtualTime(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Lets time pass; every alarm rings when its time has come. */
    void runUntil(Instant end) {
        while (!queue.isEmpty() && !queue.first().at().isAfter(end)) {
            Alarm alarm = queue.first();
            cancel(alarm.name());
            passTo(alarm.at());
            rings++;
            alarm.ring().run();
        }
        passTo(end);
    }

    private void passTo(Instant later) {
        if (later.isAfter(now)) {
            nanos += Duration.between(now, later).toNanos();
            now = later;
        }
    }

    void runUntil(String end) {
        runUntil(Instant.parse(end));
    }

    /** Sets the clock, forward or back, as nobody should. */
    void jumpTo(String instant) {
        now = Instant.parse(instant);
    }

    long rings() {
        return rings;
    }

    int alarms() {
        return alarms.size();
    }

    @Override
    public void set(String name, Instant at, Runnable ring) {
        cancel(name);
        Alarm alarm = new Alarm(name, at, ring);
        alarms.put(name, alarm);
        queue.add(alarm);
    }

    @Override
    public void cancel(String name) {
        Optional.ofNullable(alarms.remove(name)).ifPresent(queue::remove);
    }

    @Override
    public void close() {
        alarms.clear();
        queue.clear();
    }
}
