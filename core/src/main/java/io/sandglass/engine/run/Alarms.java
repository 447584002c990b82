package io.sandglass.engine.run;

import io.sandglass.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/** For which nodes of one run a time was set. Belongs to the owner of the run; keeps nothing while none is set. */
final class Alarms {
    /** Far more than any timer is late. */
    private static final Duration LATE = Duration.ofSeconds(10);

    /** More than timers are late that count by the same second. */
    private static final Duration OVERDUE = Duration.ofSeconds(1);

    private final EngineServices services;
    private final IntConsumer due;
    private final NodeMap<Alarm> set = new NodeMap<>();

    /** @param due told the node on the thread of the timers */
    Alarms(EngineServices services, IntConsumer due) {
        this.services = services;
        this.due = due;
    }

    void set(int node, Duration delay) {
        cancel(node);
        long at = services.clock().nanos() + Math.max(0, nanos(delay));
        Instant wall = services.clock().now().plusNanos(Math.max(0, nanos(delay)));
        Timer timer = services.timers().after(delay, () -> due.accept(node));
        set.put(node, new Alarm(timer, at, wall, services.clock().slept()));
    }

    /** It has rung. */
    void over(int node) {
        set.remove(node);
    }

    void cancel(int node) {
        Alarm alarm = set.remove(node);
        if (alarm != null) {
            alarm.timer().cancel();
        }
    }

    void cancelAll() {
        set.all().values().forEach(alarm -> alarm.timer().cancel());
        set.clear();
    }

    /** For which one is set; a view, until the next change. */
    Set<Integer> nodes() {
        return set.all().keySet();
    }

    boolean isSet(int node) {
        return set.has(node);
    }

    /**
     * Nodes whose time has come while the machine slept and the monotonic clock stood still; their alarms ring no more. A
     * wall clock that is set makes no time come, unless the machine does not say how long it slept.
     */
    List<Integer> takeOverdue() {
        if (set.isEmpty()) {
            return List.of();
        }
        Instant now = services.clock().now();
        long nanos = services.clock().nanos();
        Optional<Duration> slept = services.clock().slept();
        List<Integer> overdue = new ArrayList<>();
        set.all().forEach((node, alarm) -> {
            long left = alarm.atNanos() - nanos;
            if (left > 0 && alarm.late(now, left, slept).compareTo(OVERDUE) > 0) {
                overdue.add(node);
            }
        });
        overdue.forEach(this::cancel);
        return overdue;
    }

    boolean isEmpty() {
        return set.isEmpty();
    }

    /** Nodes whose alarm should have rung long ago. */
    List<Integer> late() {
        long now = services.clock().nanos();
        List<Integer> late = new ArrayList<>();
        set.all().forEach((node, alarm) -> {
            if (now - alarm.atNanos() > LATE.toNanos()) {
                late.add(node);
            }
        });
        return late;
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(Duration.ofDays(36_500)) < 0 ? delay.toNanos() : Long.MAX_VALUE / 2;
    }

    /**
     * @param wall when it should ring by the wall clock, as that went when it was set
     * @param slept how long the machine had slept in all when it was set
     */
    private record Alarm(Timer timer, long atNanos, Instant wall, Optional<Duration> slept) {
        /** By how much it should have rung before. @param leftNanos until it rings by the monotonic clock */
        Duration late(Instant now, long leftNanos, Optional<Duration> sleptNow) {
            return slept.isPresent() && sleptNow.isPresent()
                    ? sleptNow.get().minus(slept.get()).minusNanos(leftNanos)
                    : Duration.between(wall, now);
        }
    }
}
