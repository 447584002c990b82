package io.sandglass.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole machine on one thread: the next task is drawn by a seeded generator, and when none is left time jumps to the
 * next timer. The same seed gives the same run, told by {@link #trace()}. Tasks must not block the thread; those that
 * have to wait let another thread go on with {@link #step()} meanwhile, and take care of {@link #current()}.
 */
public final class Simulation implements Clock, Timers, Workers {
    private static final Duration LONGEST_STARVATION = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2027-01-04T09:00:00Z");

    private final SplittableRandom random;
    private final List<Job> tasks = new ArrayList<>();
    private final List<SimulatedLane> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos).thenComparingLong(Alarm::number));
    private long nanos;
    private long alarmCount;
    private long trace;
    private @Nullable Job current;
    private double starving;
    private int crashes;
    private Duration wallShift = Duration.ZERO;
    private Duration slept = Duration.ZERO;

    public Simulation(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Of one process: it knows nothing of the ids that others have given. */
    public Platform platform() {
        return new Platform(this, this, this, Ids.byTime(this, 0));
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

    /** The machine sleeps: the monotonic clock stands still, and timers with it. */
    public void sleep(Duration time) {
        jump(time);
        slept = slept.plus(time);
    }

    @Override
    public Optional<Duration> slept() {
        return Optional.of(slept);
    }

    /** Everything stands still for a while, as if the process had been stopped; timers fall due meanwhile. */
    public void pause(Duration time) {
        nanos += time.toNanos();
    }

    /** The probability that a timer goes before a task that is ready, as on a machine that is too busy; 0 to 1. */
    public void starve(double probability) {
        starving = probability;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(nanos + Math.max(0, delay.toNanos()), alarmCount++, action);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public Task run(String name, Runnable body, Runnable after) {
        Job job = new Job(name, () -> {
            try {
                body.run();
            } finally {
                after.run();
            }
        });
        tasks.add(job);
        return job;
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

    /** Runs the next task, or what the next timer asks for; false if there is neither. */
    public boolean step() {
        boolean idle = ready.isEmpty() && tasks.isEmpty();
        if (idle || starved()) {
            return ring();
        }
        runOne();
        return true;
    }

    /** The task that is under way; who lets others run before it ends gives it back here before it goes on. */
    public @Nullable Job current() {
        return current;
    }

    public void resume(@Nullable Job job) {
        current = job;
    }

    private boolean starved() {
        return starving > 0
                && !alarms.isEmpty()
                && alarms.peek().nanos() - nanos < LONGEST_STARVATION.toNanos()
                && random.nextDouble() < starving;
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
        if (choice < ready.size()) {
            take(ready, choice).runOne();
        } else {
            work(take(tasks, choice - ready.size()));
        }
    }

    private void work(Job job) {
        note(job.name);
        current = job;
        job.body.run();
        current = null;
    }

    /** Swaps with the last one, so that large fans are not quadratic. */
    private static <T> T take(List<T> from, int index) {
        T last = from.remove(from.size() - 1);
        return index == from.size() ? last : from.set(index, last);
    }

    private record Alarm(long nanos, long number, Runnable action) {}

    /** A task, and what is to happen when it is interrupted while it waits. */
    public static final class Job implements Task {
        private final String name;
        private final Runnable body;
        private boolean interrupted;
        private @Nullable Runnable onInterrupt;

        private Job(String name, Runnable body) {
            this.name = name;
            this.body = body;
        }

        /** Calls the action when the task is interrupted, at once if it has been; null for nothing more. */
        public void onInterrupt(@Nullable Runnable action) {
            onInterrupt = action;
            if (interrupted && action != null) {
                interrupted = false;
                action.run();
            }
        }

        @Override
        public void interrupt() {
            interrupted = true;
            onInterrupt(onInterrupt);
        }

        @Override
        public void abandon() {}
    }

    private final class SimulatedLane implements Lane {
        private final String name;
        private final Queue<Job> queue = new ArrayDeque<>();
        private final int born = crashes;
        private boolean listed;
        private boolean busy;

        SimulatedLane(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable work) {
            leave(work);
            list();
        }

        @Override
        public void leave(Runnable work) {
            queue.add(new Job(name, work));
        }

        private void list() {
            if (!listed && !busy && !queue.isEmpty() && born == crashes) {
                listed = true;
                ready.add(this);
            }
        }

        /** Work that fails does not end the lane. */
        private void runOne() {
            listed = false;
            busy = true;
            try {
                work(queue.remove());
            } finally {
                busy = false;
                list();
            }
        }
    }
}
