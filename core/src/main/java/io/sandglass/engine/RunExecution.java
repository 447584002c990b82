package io.sandglass.engine;

import io.sandglass.engine.Steered.Refused;
import io.sandglass.fair.Tenant;
import io.sandglass.fair.Wait;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import io.sandglass.run.TriggerKey;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a run. Its mailbox is its lane: everything that happens to the run is told there, one thing after the
 * other, and what the fields below {@code lane} hold is touched there only. It asks {@link RunStep} what follows, has
 * the events recorded and the commands carried out.
 */
final class RunExecution implements RunRecorder.Owner, RunOrders.Owner {
    private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

    private final RunId run;
    private final Optional<TriggerKey> trigger;
    private final ExecutionPlan plan;
    private final EngineServices services;
    private final CompletableFuture<RunEnded> ended = new CompletableFuture<>();
    private final Consumer<RunExecution> leaving;
    private volatile @Nullable RunTurn turn;

    private final Lane lane;
    private final RunBooks books;
    private final RunRecorder recorder;
    private final AttemptsOut attempts;
    private final RunOrders orders;
    private boolean begun;

    /** @param leaving told that it is over for this engine, before {@link #ended} completes; perhaps more than once */
    RunExecution(RunRecord first, ExecutionPlan plan, EngineServices services, Consumer<RunExecution> leaving) {
        this.run = first.run();
        this.trigger = ((RunStarted) first.event()).trigger();
        this.leaving = leaving;
        this.plan = plan;
        this.services = services;
        this.lane = services.workers().lane("run-" + run);
        this.books = new RunBooks(run, plan);
        this.recorder = new RunRecorder(books, services, lane, this);
        this.attempts = new AttemptsOut(books, services, lane, this::hear);
        this.orders = new RunOrders(books, attempts, services, lane, this);
    }

    RunId run() {
        return run;
    }

    /** To whom it belongs. */
    Tenant tenant() {
        return services.limits().tenancy().of(plan.spec().namespace());
    }

    Optional<PlannedNode> node(String id) {
        return plan.node(id);
    }

    /** Completes when the end is durable and the listeners know of it; with an exception if the engine closes before. */
    CompletableFuture<RunEnded> ended() {
        return ended;
    }

    /** From now on it has a place among the runs of its concurrency key, or waits for one. */
    void turn(RunTurn own) {
        turn = own;
        ended.whenComplete((end, failure) -> own.over());
    }

    /** Begins a run whose first records have just become durable. */
    void launch(List<RunRecord> records) {
        lane.execute(() -> {
            books.replay(records);
            records.forEach(this::announced);
            records.forEach(services.listeners()::onRecord);
            books.durable().end().ifPresent(this::over);
            begin();
        });
    }

    private void announced(RunRecord record) {
        if (record.event() instanceof AttemptStarted started) {
            attempts.announce(plan.graph().index(started.node()));
        }
    }

    /**
     * Takes up a run where its records end; only before anything else is asked of it.
     *
     * @throws IllegalArgumentException if the records do not fit the plan
     */
    void recover(List<RunRecord> records, Turns turns) {
        books.replay(records);
        attempts.recover(now());
        RunTurn.recover(this, books, turns, services);
        lane.execute(this::begin);
    }

    private void begin() {
        begun = true;
        hear(new Input.Resumed(now()));
    }

    /** Its turn has come. */
    void admitted() {
        lane.execute(() -> hear(new Input.Admitted(now())));
    }

    /** Its turn did not come in time. */
    void queueTimedOut(Duration most) {
        lane.execute(() -> hear(new Input.QueueTimeout(most, now())));
    }

    /** What it waits for as a whole; empty if it does not. */
    Optional<Wait> waits() {
        RunTurn own = turn;
        return own == null ? Optional.empty() : own.waits();
    }

    /**
     * What an attempt of a node waits for.
     *
     * @return completes on its lane; empty if the node does not wait for a place
     */
    CompletableFuture<Optional<Wait>> waits(PlannedNode node) {
        return CompletableFuture.supplyAsync(() -> attempts.waits(node), lane);
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
    CompletableFuture<Optional<Steered>> steer(Operation operation, Asked asked) {
        CompletableFuture<Optional<Steered>> answer = new CompletableFuture<>();
        lane.execute(() -> steer(new Input.Steer(operation, asked, now()), answer));
        return answer;
    }

    /** What it looks like from inside; completes on its lane. */
    CompletableFuture<Explanation> explain() {
        CompletableFuture<Explanation> answer = new CompletableFuture<>();
        lane.execute(() ->
                answer.complete(new Explanation(plan, books.current(), books.durable(), attempts.places(), waits())));
        ended.exceptionally(
                failure -> { // then the lane may do nothing any more
                    answer.completeExceptionally(failure);
                    throw new CompletionException(failure);
                });
        return answer;
    }

    /**
     * Stops what is out and records that it was cut off, if it did not end before: the run stays open.
     *
     * @return completes once that is on its way to the store
     */
    CompletableFuture<Void> interrupt() {
        return CompletableFuture.runAsync(
                () -> {
                    attempts.withdrawQueued();
                    hear(new Input.Interrupted(attempts.bar(), now()));
                    orders.stopAll("the engine is closing");
                    attempts.forgetAll();
                    recorder.append();
                },
                lane);
    }

    /** Drives the run on if nothing is going to: some wake-up was lost, or the machine slept past it. */
    void check() {
        lane.execute(() -> {
            if (begun && !ended.isDone() && !services.state().draining()) {
                orders.takeOverdue().forEach(orders::due);
                LostWakeUp.find(books, orders).ifPresent(this::wake);
            }
        });
    }

    @Override
    public void heard(Input input) {
        hear(input);
    }

    @Override
    public void reprioritised(int priority) {
        RunTurn own = turn;
        if (own != null) {
            own.reprioritise(priority);
        }
    }

    @Override
    public void stored(RunRecord record) {
        hear(new Input.Stored(record.event(), now()));
        if (record.event() instanceof AttemptStarted started) {
            attempts.startStored(plan.graph().index(started.node()), started.attempt());
        }
        if (record.event() instanceof RunEnded end) {
            log.info("run {} of {} ended {}", run, plan.spec().key(), end.status());
            over(end);
        }
    }

    /** Whoever hears of the end may at once retry the run, or begin another in its place. */
    private void over(RunEnded end) {
        RunTurn own = turn;
        if (own != null) {
            own.over();
        }
        leaving.accept(this);
        ended.complete(end);
    }

    /** The trigger that started it. */
    Optional<TriggerKey> trigger() {
        return trigger;
    }

    @Override
    public void undone(Throwable refusal) {
        orders.stopAll("the run cannot go on");
        String error = "its record cannot be stored: " + refusal.getMessage();
        List<RunEvent> end = RunEnds.cutOff(books.current(), error, now());
        RunState state = books.current();
        for (RunEvent event : end) {
            state = state.apply(event);
        }
        recorder.record(state, end);
    }

    @Override
    public void stuck(Throwable refusal) {
        log.error("run {} cannot be ended and stays open until the next start", run, refusal);
        services.state().leaveOpen(run);
        ended.completeExceptionally(refusal);
    }

    private void steer(Input.Steer input, CompletableFuture<Optional<Steered>> answer) {
        if (books.current().end().isPresent()) {
            ended.whenComplete((end, failure) -> answer.complete(Optional.empty()));
            return;
        }
        ended.whenComplete((end, failure) -> answer.complete(Optional.of(recorder.answer(failure))));
        if (goesOn()) {
            hear(input)
                    .ifPresentOrElse(
                            refusal -> answer.complete(Optional.of(refusal)), () -> recorder.answerLater(answer));
        }
    }

    /** Else nothing more is recorded of it here. */
    private boolean goesOn() {
        return !services.state().stopped() && !ended.isDone();
    }

    /** @return why what was asked is not done */
    private Optional<Refused> hear(Input input) {
        if (!goesOn()) {
            return Optional.empty();
        }
        try {
            Decision decision = RunStep.decide(books.situation(attempts.underway()), input);
            recorder.record(decision.current(), decision.events());
            orders.carryOut(decision.commands());
            return decision.refused();
        } catch (RuntimeException | Error e) {
            // An error in the books of one run must not leave it hanging, nor take the others along.
            log.error("run {} cannot go on and stays open until the next start", run, e);
            services.state().leaveOpen(run);
            orders.stopAll("the run cannot go on");
            ended.completeExceptionally(e);
            return Optional.empty();
        }
    }

    private void wake(LostWakeUp lost) {
        services.state().wakeUpLost();
        log.error("run {} was waiting for nothing and is driven on: {}", run, lost.description());
        lost.late().forEach(orders::due);
        hear(new Input.Resumed(now()));
    }

    private Instant now() {
        return Stamps.now(services.clock());
    }
}
