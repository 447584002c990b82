package io.sandglass.engine.run;

import io.sandglass.time.Timers.Timer;
import io.sandglass.time.Workers.Lane;
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

    /** More than any run lives, and few enough nanoseconds for the clock. */
    private static final Duration FAR = Duration.ofDays(36_500);

    private final EngineServices services;
    private final Lane lane;
    private final IntConsumer due;
    private final NodeMap<Alarm> set = new NodeMap<>();
    private long numbers;

    /**
     * @param lane of the owner
     * @param due told the node on the lane
     */
    Alarms(EngineServices services, Lane lane, IntConsumer due) {
        this.services = services;
        this.lane = lane;
        this.due = due;
    }

    /** @param delay zero or negative for as soon as possible, however long ago that was */
    void set(int node, Duration delay) {
        cancel(node);
        Duration wait = bounded(delay);
        long number = ++numbers;
        long at = services.clock().nanos() + wait.toNanos();
        Instant wall = services.clock().now().plus(wait);
        Timer timer = services.timers().after(wait, () -> lane.execute(() -> ring(node, number)));
        set.put(node, new Alarm(number, timer, at, wall, services.clock().slept()));
    }

    /** Not if it was taken back meanwhile, or another was set in its place. */
    private void ring(int node, long number) {
        Alarm alarm = set.get(node);
        if (alarm != null && alarm.number() == number) {
            over(node);
            due.accept(node);
        }
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

    private static Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(FAR) < 0 ? delay : FAR;
    }

    /**
     * @param number of its own, as a node may have one after the other
     * @param wall when it should ring by the wall clock, as that went when it was set
     * @param slept how long the machine had slept in all when it was set
     */
    private record Alarm(long number, Timer timer, long atNanos, Instant wall, Optional<Duration> slept) {
        /** By how much it should have rung before. @param leftNanos until it rings by the monotonic clock */
        Duration late(Instant now, long leftNanos, Optional<Duration> sleptNow) {
            return slept.isPresent() && sleptNow.isPresent()
                    ? sleptNow.get().minus(slept.get()).minusNanos(leftNanos)
                    : Duration.between(wall, now);
        }
    }
}
