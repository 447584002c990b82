package io.sandglass.trigger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A wall clock that a test moves, and the alarm clock that goes by it. For one thread. */
final class VirtualTime implements InstantSource, AlarmClock {
    private record Alarm(String name, Instant at, Runnable ring) {}

    private final Map<String, Alarm> alarms = new HashMap<>();
    private final java.util.TreeSet<Alarm> queue =
            new java.util.TreeSet<>(Comparator.comparing(Alarm::at).thenComparing(Alarm::name));
    private Instant now;
    private long rings;

    VirtualTime(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass; every alarm rings when its time has come. */
    void runUntil(Instant end) {
        while (!queue.isEmpty() && !queue.first().at().isAfter(end)) {
            Alarm alarm = queue.first();
            cancel(alarm.name());
            now = now.isAfter(alarm.at()) ? now : alarm.at();
            rings++;
            alarm.ring().run();
        }
        now = now.isAfter(end) ? now : end;
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
