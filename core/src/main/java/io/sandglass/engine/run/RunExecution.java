package io.sandglass.engine.run;

import io.sandglass.engine.explain.Explanation;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.step.Input;
import io.sandglass.fair.Tenant;
import io.sandglass.fair.Wait;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.TriggerKey;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of a run, as the other threads see it. Its mailbox is its lane: whatever anybody wants of the run is told
 * there, one thing after the other, and {@link RunLife} is touched there only. Thread-safe.
 */
public final class RunExecution {
    private final Optional<TriggerKey> trigger;
    private final EngineServices services;
    private final RunProgress progress;
    private final Lane lane;
    private final RunLife life;
    private final Consumer<RunExecution> leaving;
    private final CompletableFuture<RunEnded> ended = new CompletableFuture<>();
    private volatile @Nullable RunAdmission admission;

    /** @param leaving told that it is over for this engine, before {@link #ended} completes; perhaps more than once */
    public RunExecution(RunRecord first, ExecutionPlan plan, EngineServices services, Consumer<RunExecution> leaving) {
        RunStarted start = (RunStarted) first.event();
        this.trigger = start.trigger();
        this.services = services;
        this.progress = new RunProgress(first.run(), plan, new Lifetime(services.clock(), start.at()));
        this.lane = services.workers().lane("run-" + first.run());
        this.life = new RunLife(this, progress, services, lane);
        this.leaving = leaving;
    }

    /** Which run it is. */
    public RunId run() {
        return progress.run();
    }

    /** To whom it belongs. */
    public Tenant tenant() {
        return services.tenancy().of(progress.plan().spec().namespace());
    }

    /** The trigger that started it. */
    public Optional<TriggerKey> trigger() {
        return trigger;
    }

    /** A node by its id; empty if there is none. */
    public Optional<PlannedNode> node(String id) {
        return progress.plan().node(id);
    }

    /** Completes when the end is durable and the listeners know of it; with an exception if the engine closes before. */
    public CompletableFuture<RunEnded> ended() {
        return ended;
    }

    /** From now on it has a place among the runs of its concurrency key, or waits for one. */
    public void admission(RunAdmission own) {
        admission = own;
    }

    /** Begins a run whose first records have just become durable. */
    public void launch(List<RunRecord> records) {
        lane.execute(() -> life.launch(records));
    }

    /**
     * Takes up a run where its records end; only before anything else is asked of it.
     *
     * @throws IllegalArgumentException if the records do not fit the plan
     */
    public void recover(List<RunRecord> records, RunTickets tickets) {
        life.recover(records);
        RunAdmission.recover(this, progress, records, tickets, services);
        lane.execute(life::begin);
    }

    /** Its turn has come. */
    void admitted() {
        lane.execute(() -> life.hear(new Input.Admitted(now())));
    }

    /** Its turn did not come in time. */
    void queueTimedOut(Duration most) {
        lane.execute(() -> life.hear(new Input.QueueTimeout(most, now())));
    }

    /** What it waits for as a whole; empty if it does not. */
    public Optional<Wait> waits() {
        RunAdmission own = admission;
        return own == null ? Optional.empty() : own.waits();
    }

    /**
     * What an attempt of a node waits for.
     *
     * @return completes on its lane; empty if the node does not wait for a place
     */
    public CompletableFuture<Optional<Wait>> waits(PlannedNode node) {
        return CompletableFuture.supplyAsync(() -> life.waits(node), lane);
    }

    /** Stops it for the sake of another run. */
    void cancel(String reason) {
        steer(new Operation.Cancel(false), new Asked("the concurrency limit", reason));
    }

    /**
     * Asks something of the run; answered when it is refused or durable, on whatever thread.
     *
     * @return empty once the run has ended: then its record is to be asked
     */
    public CompletableFuture<Optional<SteeringResult>> steer(Operation operation, Asked asked) {
        CompletableFuture<Optional<SteeringResult>> answer = new CompletableFuture<>();
        lane.execute(() -> life.steer(new Input.Steer(operation, asked, now()), answer));
        return answer;
    }

    /** What it looks like from inside; completes on its lane. */
    public CompletableFuture<Explanation> explain() {
        return CompletableFuture.supplyAsync(() -> life.explain(waits()), lane);
    }

    /** There is no room for a record of it: until there is, its attempts that have not begun leave the gate to others. */
    public void hold() {
        lane.execute(life::hold);
    }

    /** The engine closes: no code begins any more, that which runs has its time. */
    public void drain() {
        lane.execute(life::drain);
    }

    /**
     * Stops what is out and records that it was cut off, if it did not end before: the run stays open.
     *
     * @return completes once that is on its way to the store
     */
    public CompletableFuture<Void> interrupt() {
        return CompletableFuture.runAsync(life::interrupt, lane);
    }

    /** Drives the run on if nothing is going to: some wake-up was lost, or the machine slept past it. */
    public void check() {
        lane.execute(life::check);
    }

    /** Its priority has changed. */
    void reprioritised(int priority) {
        RunAdmission own = admission;
        if (own != null) {
            own.reprioritise(priority);
        }
    }

    /** Somebody has paused or resumed it. */
    void paused(boolean now) {
        RunAdmission own = admission;
        if (own != null) {
            own.paused(now);
        }
    }

    /** Its end is durable. Whoever hears of it may at once retry the run, or begin another in its place. */
    void over(RunEnded end) {
        leave();
        ended.complete(end);
    }

    /** It cannot go on in this engine, and stays open in the store. */
    void failed(Throwable why) {
        leave();
        ended.completeExceptionally(why);
    }

    /** The engine has no more to do with it; it stays open in the store. */
    public void giveUp() {
        leave();
        ended.cancel(false);
    }

    private void leave() {
        RunAdmission own = admission;
        if (own != null) {
            own.over();
        }
        life.left();
        leaving.accept(this);
    }

    private Instant now() {
        return services.clock().nowMillis();
    }
}
