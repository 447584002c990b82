package io.sandglass.simulation;

import io.sandglass.fault.FaultListener;
import io.sandglass.time.Simulation;
import io.sandglass.time.Simulation.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks of a {@link Simulation} wait. Of its threads exactly one runs at any time and drives the machine. When a
 * task has to wait, its thread stops and another one drives on; when the wait is over, the thread that drives stops and
 * the first one goes on. So a task that need not wait costs no change of threads.
 *
 * <p>Everything here is touched by the driving thread only.
 */
final class Fibers {
    /** In real time; a world that takes longer hangs. */
    private static final Duration HANGS = Duration.ofSeconds(60);

    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), FiberThread::new);

    private final Simulation machine;
    private final FaultListener world;
    private final List<Fiber> waiting = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private BooleanSupplier over = () -> true;
    private @Nullable Fiber next;
    private @Nullable Runnable reboot;
    private @Nullable Fiber killer;
    private volatile @Nullable Throwable failure;

    Fibers(Simulation machine, FaultListener world) {
        this.machine = machine;
        this.world = world;
    }

    /** Drives the machine until the condition holds. For the thread of the test; once. */
    void run(BooleanSupplier over) throws InterruptedException, TimeoutException {
        this.over = over;
        THREADS.execute(this::drive);
        if (!end.await(HANGS.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("the simulated world hangs");
        }
        Throwable why = failure;
        if (why instanceof Error error) {
            throw error;
        } else if (why != null) {
            throw new AssertionError("the world broke down", why);
        }
    }

    /** Lets simulated time pass for the calling task. */
    void sleep(Duration time) {
        Fiber fiber = new Fiber();
        machine.after(time, () -> wake(fiber));
        stop(fiber);
    }

    /** As {@link #sleep}, but ends early when the task is interrupted. */
    void sleepInterruptibly(Duration time) throws InterruptedException {
        Fiber fiber = new Fiber();
        boolean[] interrupted = {false};
        machine.after(time, () -> wake(fiber));
        Job job = machine.current();
        if (job != null) {
            job.onInterrupt(() -> {
                interrupted[0] = true;
                wake(fiber);
            });
        }
        stop(fiber);
        if (job != null) {
            job.onInterrupt(null);
        }
        if (interrupted[0]) {
            throw new InterruptedException("interrupted in simulated sleep");
        }
    }

    /** Stops the calling task until the returned signal is given; it may come from any task, also before. */
    Fiber signal() {
        return new Fiber();
    }

    void await(Fiber signal) {
        if (!signal.awake) {
            stop(signal);
        }
    }

    void wake(Fiber fiber) {
        if (fiber.awake) {
            return;
        }
        fiber.awake = true;
        if (fiber.stopped) {
            machine.run("go on", () -> next = fiber);
        }
    }

    /** Unwinds everything that is under way and clears the machine; then comes {@code reboot}. */
    Crash crash(Runnable reboot) {
        if (this.reboot == null) {
            this.reboot = reboot;
        }
        return new Crash();
    }

    boolean crashing() {
        return reboot != null;
    }

    private void stop(Fiber fiber) {
        if (crashing()) {
            throw new Crash();
        }
        if (fiber.awake) {
            machine.run("go on", () -> next = fiber);
        }
        Job job = machine.current();
        fiber.stopped = true;
        waiting.add(fiber);
        THREADS.execute(this::drive);
        fiber.park();
        waiting.remove(fiber);
        machine.resume(job);
        if (crashing()) {
            throw new Crash();
        }
    }

    private void drive() {
        ((FiberThread) Thread.currentThread()).belongTo(world);
        while (failure == null && killer == null && next == null && !finished()) {
            step();
        }
        passOn();
    }

    private boolean finished() {
        return !crashing() && over.getAsBoolean();
    }

    private void step() {
        try {
            if (reboot != null) {
                crashNow(reboot);
            } else if (!machine.step()) {
                failure = new AssertionError("the world stands still: nothing is left to do, now or later");
            }
        } catch (Crash e) {
            // whatever was under way is over
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void passOn() {
        Fiber heir = killer != null ? killer : next;
        if (heir != null && failure == null) {
            killer = null;
            next = null;
            heir.unpark();
        } else {
            end.countDown();
        }
    }

    /** Each waiting task is unwound on its own thread, which comes back here. */
    private void crashNow(Runnable then) {
        while (!waiting.isEmpty()) {
            Fiber victim = waiting.get(0);
            Fiber self = new Fiber();
            killer = self;
            victim.unpark();
            self.park();
        }
        machine.crash();
        reboot = null;
        then.run();
    }

    /** A place where one thread waits. */
    static final class Fiber {
        private final java.util.concurrent.Semaphore turn = new java.util.concurrent.Semaphore(0);
        private boolean awake;
        private boolean stopped;

        private void park() {
            turn.acquireUninterruptibly();
        }

        private void unpark() {
            turn.release();
        }
    }
}
