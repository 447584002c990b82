package io.sandglass.benchmarks.peers;

import io.sandglass.benchmarks.host.Moment;
import io.sandglass.benchmarks.tasks.TaskSystem;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A system that knows single tasks only: a chain is a task that schedules the next one when it is done; the join of a
 * fan is scheduled by whoever brings a counter in memory to zero, so it is not durable. A chain has ended when the code
 * of its last task has run.
 */
abstract class ScheduledTasks implements TaskSystem {
    private static final int FAN = 1;
    private static final int MOST_AT_ONCE = 1_000;

    private final Countdown ends = new Countdown();
    private final AtomicInteger fanLeft = new AtomicInteger();

    /** Has them run as soon as may be; safe to call from a task. */
    abstract void schedule(List<Job> jobs) throws Exception;

    @Override
    public final void chains(int chains, int length, int inFlight) throws Exception {
        int window = Math.min(chains, inFlight);
        int step = Math.max(1, Math.min(window / 2, MOST_AT_ONCE));
        int open = 0;
        for (int begun = 0; begun < chains; ) {
            int more = Math.min(step, chains - begun);
            if (open + more > window) {
                ends.await(more);
                open -= more;
            }
            schedule(Collections.nCopies(more, Job.chain(length)));
            begun += more;
            open += more;
        }
        ends.await(open);
    }

    @Override
    public final void fan(int width) throws Exception {
        fanLeft.set(width);
        schedule(Collections.nCopies(width, new Job(0, FAN, false)));
        ends.await(1);
    }

    @Override
    public final long firstLine() throws Exception {
        long submitted = System.nanoTime();
        schedule(List.of(new Job(0, 0, true)));
        ends.await(1);
        return Moment.last() - submitted;
    }

    /** What a task does when its time has come. */
    final void run(Job job) {
        job.run();
        try {
            proceed(job);
        } catch (Exception e) {
            throw new IllegalStateException("the next task could not be scheduled", e);
        }
    }

    private void proceed(Job job) throws Exception {
        if (job.next().isPresent()) {
            schedule(List.of(job.next().get()));
        } else if (job.fan() != FAN) {
            ends.end();
        } else if (fanLeft.decrementAndGet() == 0) {
            schedule(List.of(Job.chain(1)));
        }
    }
}
