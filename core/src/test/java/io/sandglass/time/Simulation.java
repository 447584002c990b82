package io.sandglass.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A whole machine on one thread: the next task is drawn by a seeded generator, and when none is left time jumps to the
 * next timer. The same seed gives the same run, told by {@link #trace()}. Tasks must not block.
 */
public final class Simulation implements Clock, Timers, Workers {
    private static final Instant START = Instant.parse("2027-01-04T09:00:00Z");

    private final SplittableRandom random;
    private final Ids ids = Ids.byTime(this, 0);
    private final List<Named> tasks = new ArrayList<>();
    private final List<SimulatedLane> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos).thenComparingLong(Alarm::number));
    private long nanos;
    private long alarmCount;
    private long trace;
    private int crashes;
    private Duration wallShift = Duration.ZERO;

    public Simulation(long seed) {
        random = new SplittableRandom(seed);
    }

    public Platform platform() {
        return new Platform(this, this, this, ids);
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos).plus(wallShift);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Makes the wall clock jump; the monotonic one does not notice. */
    public void jump(Duration shift) {
        wallShift = wallShift.plus(shift);
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(nanos + Math.max(0, delay.toNanos()), alarmCount++, action);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public Task run(String name, Runnable body, Runnable after) {
        tasks.add(new Named(name, () -> {
            body.run();
            after.run();
        }));
        return new SimulatedTask();
    }

    @Override
    public Lane lane(String name) {
        return new SimulatedLane(name);
    }

    @Override
    public Lane blockingLane(String name) {
        return new SimulatedLane(name);
    }

    @Override
    public void close() {}

    /** Everything in flight is gone, as if the process had died. */
    public void crash() {
        tasks.clear();
        ready.clear();
        alarms.clear();
        crashes++;
    }

    /** Runs until nothing is left to do, now or later. */
    public void runToEnd() {
        runUntil(() -> false);
    }

    /** Runs until the condition holds or nothing is left to do. */
    public void runUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!step()) {
                return;
            }
        }
    }

    /** Runs what can be done without time passing. */
    public void settle() {
        while (!ready.isEmpty() || !tasks.isEmpty()) {
            runOne();
        }
    }

    /** Lets time pass, doing what falls due. */
    public void advance(Duration duration) {
        long until = nanos + duration.toNanos();
        settle();
        while (!alarms.isEmpty() && alarms.peek().nanos() <= until) {
            ring();
            settle();
        }
        nanos = until;
    }

    /** A hash of everything that was done, when, in its order. */
    public long trace() {
        return trace;
    }

    /** Adds something to the trace. */
    public void note(String what) {
        trace = trace * 1_000_003 + what.hashCode() * 31L + nanos;
    }

    private boolean step() {
        if (!ready.isEmpty() || !tasks.isEmpty()) {
            runOne();
            return true;
        }
        return ring();
    }

    private boolean ring() {
        Alarm alarm = alarms.poll();
        if (alarm == null) {
            return false;
        }
        nanos = Math.max(nanos, alarm.nanos());
        alarm.action().run();
        return true;
    }

    private void runOne() {
        int choice = random.nextInt(ready.size() + tasks.size());
        Named next = choice < ready.size() ? work(choice) : take(tasks, choice - ready.size());
        note(next.name());
        next.body().run();
    }

    private Named work(int lane) {
        SimulatedLane chosen = ready.get(lane);
        Named work = chosen.queue.remove();
        if (chosen.queue.isEmpty()) {
            take(ready, lane);
            chosen.listed = false;
        }
        return work;
    }

    /** Swaps with the last one, so that large fans are not quadratic. */
    private static <T> T take(List<T> from, int index) {
        T last = from.remove(from.size() - 1);
        return index == from.size() ? last : from.set(index, last);
    }

    private record Named(String name, Runnable body) {}

    private record Alarm(long nanos, long number, Runnable action) {}

    private static final class SimulatedTask implements Task {
        @Override
        public void interrupt() {}

        @Override
        public void abandon() {}
    }

    private final class SimulatedLane implements Lane {
        private final String name;
        private final Queue<Named> queue = new ArrayDeque<>();
        private final int born = crashes;
        private boolean listed;

        SimulatedLane(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable work) {
            leave(work);
            if (!listed && born == crashes) {
                listed = true;
                ready.add(this);
            }
        }

        @Override
        public void leave(Runnable work) {
            queue.add(new Named(name, work));
        }
    }
}
